import { secretNames } from '../../../lib/stage-names.ts';
import { about, type Finding } from '../finding.ts';
import type { Check } from '../stage.ts';
import { commandLine } from '../../../lib/instructions.ts';

const { ok, warning } = about('secrets');

/** The secrets that nobody but you can put. Their values are not read. */
export const secrets: Check = async ({ settings, account }) => {
  const named = secretNames(settings.stage);
  const needed = [
    // Its own random value is just what a proof of work needs.
    ...(settings.captchaProvider === 'altcha'
      ? []
      : [['the captcha’s secret key', named.captcha, 'nobody passes the captcha until then'] as const]),
    ...(settings.directory === 'ldap'
      ? [['the LDAP password', named.ldap, 'no account is found until then'] as const]
      : []),
  ];
  const findings: Finding[] = [];
  for (const [what, name, effect] of needed) {
    const secret = await account.secrets.find(name);
    if (secret?.filled === true) findings.push(ok(`${what} was put`));
    else if (secret === undefined && name === named.captcha)
      findings.push(ok(`${commandLine('deploy')} asks for ${what}, and puts it when the secret is there`));
    else
      findings.push(
        warning(
          `${what} was not put: ${effect}`,
          `aws secretsmanager put-secret-value --secret-id ${name} --secret-string file://FILE`,
        ),
      );
  }
  return findings.length > 0 ? findings : [ok('none is yours to put')];
};

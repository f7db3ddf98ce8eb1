import { ownHostsOf } from '../../../lib/settings/domain-names.ts';
import type { Certificate } from '../account.ts';
import { about, type Finding } from '../finding.ts';
import type { Check } from '../stage.ts';

const { ok, warning, stop } = about('certificates');

/** Milliseconds before its end at which a certificate that nobody renews is worth a warning. */
const SOON = 30 * 24 * 60 * 60 * 1000;

/** The certificates of the hosts that this stack serves. Synth has checked their regions against the setting. */
export const certificates: Check = async ({ settings, account, now, region }) => {
  const hosts = ownHostsOf(settings);
  const needed = [
    ['siteCertificateArn', settings.siteCertificateArn, hosts.site, 'us-east-1'],
    ['apiCertificateArn', settings.apiCertificateArn, hosts.api, region],
  ] as const;
  const findings: Finding[] = [];
  for (const [setting, arn, host, wanted] of needed) {
    if (arn === undefined || host === undefined) continue;
    const [, , , actual] = arn.split(':');
    findings.push(
      actual === wanted
        ? certificateOf({ setting, arn, host, now }, await account.certificates.find(arn))
        : stop(`${setting} is in ${actual ?? 'no region'}, and has to be in ${wanted}`, `request one in ${wanted}`),
    );
  }
  return findings.length > 0 ? findings : [ok('none is needed for the names that AWS gives')];
};

interface Needed {
  readonly setting: string;
  readonly arn: string;
  readonly host: string;
  readonly now: Date;
}

function certificateOf({ setting, arn, host, now }: Needed, certificate: Certificate | undefined): Finding {
  const [, , , region = ''] = arn.split(':');
  if (certificate === undefined)
    return stop(`${setting} is not there`, `aws acm list-certificates --region ${region} shows the right ARN`);
  const { state, names, expiresAt, renews } = certificate;
  if (state === 'PENDING_VALIDATION')
    return stop(
      `${setting} waits for its validation`,
      `publish the record of: aws acm describe-certificate --region ${region} --certificate-arn ${arn}`,
    );
  if (state !== 'ISSUED') return stop(`${setting} is ${state}`, `request another one in ${region}`);
  if (!names.some((name) => covers(name, host)))
    return stop(`${setting} is for ${names.join(', ')}, not for ${host}`, `request one for ${host} in ${region}`);
  if (!renews && expiresAt !== undefined && expiresAt.getTime() - now.getTime() < SOON)
    return warning(
      `${setting} ends on ${expiresAt.toISOString().slice(0, 10)}, and ACM does not renew it`,
      `aws acm import-certificate --region ${region} --certificate-arn ${arn} with a new one`,
    );
  return ok(`${setting} is issued for ${host}`);
}

/** Tells whether a certificate's name is for a host. A `*` stands for exactly one label. */
function covers(name: string, host: string): boolean {
  if (!name.startsWith('*.')) return name.toLowerCase() === host;
  const [, ...rest] = host.split('.');
  return rest.join('.') === name.slice(2).toLowerCase();
}

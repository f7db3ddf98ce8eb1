import { senderDomainOf } from '../../../lib/settings/domain-names.ts';
import type { Settings } from '../../../lib/settings/schema.ts';
import type { MailIdentity } from '../account.ts';
import { about, type Finding } from '../finding.ts';
import type { Check } from '../stage.ts';

const { ok, warning, stop } = about('mail');

/** The account's rights to send, and the identity that this stage sends from. */
export const mail: Check = async ({ settings, account, region, stack }) => {
  const domain = senderDomainOf(settings);
  const [{ productionAccess, sendingEnabled }, ofDomain, ofAddress] = await Promise.all([
    account.mail.account(),
    account.mail.identity(domain),
    account.mail.identity(settings.senderAddress),
  ]);
  const console = `https://${region}.console.aws.amazon.com/ses/home?region=${region}#`;
  return [
    sendingEnabled ? ok('SES may send') : warning('SES has paused all sending of the account', `${console}/account`),
    productionAccess
      ? ok('SES has production access')
      : warning(
          'SES is in its sandbox: only verified addresses and its mailbox simulator get mails',
          `request production access: ${console}/get-set-up`,
        ),
    identityOf(settings, ofAddress ?? ofDomain, { domain, deployed: stack !== undefined }),
  ];
};

function identityOf(
  settings: Settings,
  identity: MailIdentity | undefined,
  { domain, deployed }: { domain: string; deployed: boolean },
): Finding {
  if (identity === undefined) {
    if (settings.senderIdentity === 'create' && !deployed) return ok(`the deployment makes the identity ${domain}`);
    return stop(
      `SES has no identity of ${settings.senderAddress} or ${domain}, so no mail could be sent`,
      settings.senderIdentity === 'existing'
        ? `aws sesv2 create-email-identity --email-identity ${domain}, or set senderIdentity to create`
        : `aws sesv2 create-email-identity --email-identity ${domain}: the stack's own was deleted`,
    );
  }
  const records = `publish its DNS records: aws sesv2 get-email-identity --email-identity ${domain}`;
  const fix =
    settings.senderIdentity === 'create' && settings.hostedZoneId === undefined
      ? "publish the stack's outputs Dns… in your DNS, and wait until SES has found them"
      : records;
  if (!identity.verified) return warning(`the identity is not verified (DKIM: ${identity.dkim})`, fix);
  if (identity.dkim !== 'SUCCESS') return warning(`DKIM is ${identity.dkim}, so mails may be taken for spam`, fix);
  if (identity.mailFrom !== undefined && identity.mailFrom !== 'SUCCESS')
    return warning(`MAIL FROM is ${identity.mailFrom}`, fix);
  return ok('the identity is verified, and its DKIM is right');
}

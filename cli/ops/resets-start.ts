import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDbResetStore } from '../../functions/adapters/dynamodb/reset-store.ts';
import { digest, keyIdOf } from '../../functions/domain/digest.ts';
import { isMailPending, resetKey } from '../../functions/domain/reset-record.ts';
import { type Issued, createReset } from '../../functions/use-cases/start-reset.ts';
import type { Command, Context } from './command.ts';
import { localeError } from './fields.ts';
import { done, facts, type Outcome, refused, UsageError } from './outcome.ts';
import { subjectOf } from './orders.ts';
import { policyName } from '../../lib/stage-names.ts';
import { describePepper } from './pepper.ts';
import { type RequestItem, RequestItems } from './request-items.ts';
import { usersOf } from './user-items.ts';
import { noSuchUser, userIdOf } from './users.ts';

/** Milliseconds to wait for the mail. The redelivery sends mails that take longer than a minute. */
const PATIENCE = 20_000;

export const resetsStart: Command = {
  usage: 'USERID [--locale TAG] [--site URL]',
  summary: 'starts a password reset, which the user completes',
  details: `  --locale TAG       language of the mail, such as en or pt-BR
  --site URL         origin of the hosted pages (the stack's output SiteUrl); needed where neither the settings nor the
                     endpoints file name it

The code is mailed only to the registered addresses: you do not see it, and you do not choose the password.
The command prints a link for the user. There they enter the code from the mail and set a new password. The
link alone opens nothing, and works as long as the code. Never ask the user for the code. The request counts
against the user's budget of codes, and the audit trail shows which administrator started it.`,
  options: { locale: { type: 'string' }, site: { type: 'string' } },
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    const locale = given.option('locale');
    if (locale !== undefined && localeError(locale) !== undefined)
      throw new UsageError('--locale', localeError(locale) ?? '');
    const site = siteOf(given.option('site') ?? context.site);

    // For other directories the mail consumer checks the account, and `noMail` gives the reason.
    if (context.settings.directory === 'built-in') {
      const user = await usersOf(context).find(userId);
      if (user === undefined) return noSuchUser();
      if (user.status !== 'active')
        return refused('USERID', `is ${user.status}, so no code is mailed`, '`users enable` enables a disabled user');
    }

    const issued = await record(context, userId, locale);
    const item = await settled(context, issued);
    return item?.suppressedFor === undefined ? started(issued, item, site) : noMail(issued, item.suppressedFor);
  },
};

function siteOf(site: string | undefined): string {
  if (site === undefined) throw new UsageError('--site', "is missing; it is the stack's output SiteUrl");
  const url = URL.parse(site);
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== site.replace(/\/$/, ''))
    throw new UsageError('--site', 'must be an origin such as https://login.example.com');
  return url.origin;
}

/**
 * Records a request. It reads only the version of the pepper: with the pepper and the table one could compute codes.
 */
async function record(context: Context, userId: string, locale: string | undefined): Promise<Issued> {
  const { clients, settings, tables, now } = context;
  const [administrator, { currentVersion: pepperVersion }, subject] = await Promise.all([
    clients.administrator(),
    describePepper(context),
    subjectOf(context, userId),
  ]);
  if (pepperVersion === undefined) throw new Error('the pepper secret has no current version');
  const auditFields = { policy: policyName(settings), directory: settings.directory };
  return createReset(
    { clock: { now }, resets: new DynamoDbResetStore(clients.documents, tables.resets, auditFields) },
    { otpLifetime: settings.otpLifetimeSeconds, resendCooldown: settings.resendCooldownSeconds },
    { userId, locale, pepperVersion: keyIdOf({ version: pepperVersion }), ...subject },
    { administrator },
  );
}

/** Returns the request when its mail was sent or suppressed, or after {@link PATIENCE} as it is then. */
async function settled({ clients, tables }: Context, { resetId }: Issued): Promise<RequestItem | undefined> {
  const items = new RequestItems(clients.documents, tables.resets);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const item = await items.find(resetKey(digest(resetId.reveal())));
    if (item === undefined || !isMailPending(item) || Date.now() > deadline) return item;
    await sleep(250);
  }
}

const FIXES: Readonly<Record<string, string>> = {
  'codes-per-hour':
    'the account has used its codes of the hour; the link in the last mail to the user asks for another one at once',
  'codes-per-day':
    'the account has used its codes of the day; the link in the last mail to the user asks for another one at once',
  'mails-per-address': 'wait; the address has got all mails of the hour (setting mailsPerAddressPerHour)',
  'service-mail-ceiling': 'wait; the service has sent all mails of the day (setting mailsPerDay)',
  'no-address': 'register an address of the user',
};

function noMail({ reference }: Issued, reason: string): Outcome {
  const { refusal } = refused(`reset ${reference}`, `no code was mailed: ${reason}`, FIXES[reason]);
  const text = facts({ Reference: reference, Mail: `not sent: ${reason}` });
  return { kind: 'refused', refusal, report: { text, json: { reference, mail: 'not-sent', reason } } };
}

function started(issued: Issued, item: RequestItem | undefined, site: string): Outcome {
  const { reference, expiresAt } = issued;
  const mail = item?.codeDigest === undefined ? 'pending' : 'sent';
  const link = continuationLink(site, issued);
  const text = `${facts({
    Reference: reference,
    Mail: mail === 'sent' ? 'sent to the registered addresses' : 'not sent yet; the service tries again every minute',
    'Valid until': expiresAt.toISOString(),
    Link: link,
  })}

Give the link to the user. The page and the mail show the same reference. Never ask for the code.`;
  return done(text, { reference, mail, expiresAt: expiresAt.toISOString(), link });
}

/**
 * Returns the link to the page for the code. The request is in the fragment, which no browser sends to a server, so
 * no log contains it. Without the code, which is mailed only to the registered addresses, the link only allows
 * guessing.
 */
export function continuationLink(site: string, { resetId, reference, expiresAt, resendAvailableAt }: Issued): string {
  const fragment = new URLSearchParams({
    resetId: resetId.reveal(),
    reference,
    expiresAt: expiresAt.toISOString(),
    resendAvailableAt: resendAvailableAt.toISOString(),
  });
  return `${site.replace(/\/+$/, '')}/enter-code#${fragment.toString()}`;
}

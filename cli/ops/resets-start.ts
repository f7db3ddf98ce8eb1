import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDbResetStore } from '../../functions/adapters/dynamodb/reset-store.ts';
import { digest } from '../../functions/domain/digest.ts';
import { isMailPending } from '../../functions/domain/pending.ts';
import { resetKey } from '../../functions/domain/reset-record.ts';
import { type Issued, recordReset } from '../../functions/use-cases/record-reset.ts';
import type { Command, Context } from './command.ts';
import { localeError } from './fields.ts';
import { done, facts, type Outcome, refused, UsageError } from './outcome.ts';
import { subjectOf } from './orders.ts';
import { policyName } from '../../lib/stage-names.ts';
import { describePepper } from './pepper.ts';
import { type RequestItem, RequestItems } from './request-items.ts';
import { usersOf } from './user-items.ts';
import { noSuchUser, userIdOf } from './users.ts';

/** Milliseconds for the mail to leave; the redelivery settles after a minute what takes longer. */
const PATIENCE = 20_000;

export const resetsStart: Command = {
  usage: 'USERID [--locale TAG] [--site URL]',
  summary: 'starts a password reset for a user, who finishes it himself',
  details: `  --locale TAG       language of the mail, such as en or pt-BR
  --site URL         origin of the hosted pages, where neither the settings nor the endpoints file name it (the stack's
                     output SiteUrl)

The code goes to the registered addresses, and to nobody else: you neither see it nor choose the password. You are given a link
to pass on to the user. Behind it he enters the code from the mail and sets a new password. The link alone opens nothing; it
works as long as the code does. Never ask the user for the code. The request counts against the user's budget of codes
like any other, and the audit trail says that an administrator started it, and which.`,
  options: { locale: { type: 'string' }, site: { type: 'string' } },
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    const locale = given.option('locale');
    if (locale !== undefined && localeError(locale) !== undefined)
      throw new UsageError('--locale', localeError(locale) ?? '');
    const site = siteOf(given.option('site') ?? context.site);

    // Of an account in another directory the mail consumer finds out, and the reason is told below.
    if (context.settings.directory === 'built-in') {
      const user = await usersOf(context).find(userId);
      if (user === undefined) return noSuchUser();
      if (user.status !== 'active')
        return refused('USERID', `is ${user.status}, and no code is mailed`, '`users enable` enables a disabled user');
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

/** Only the version of the pepper is asked for: who has the pepper and the table could compute codes. */
async function record(context: Context, userId: string, locale: string | undefined): Promise<Issued> {
  const { clients, settings, tables, now } = context;
  const [administrator, { currentVersion: pepperVersion }, subject] = await Promise.all([
    clients.administrator(),
    describePepper(context),
    subjectOf(context, userId),
  ]);
  if (pepperVersion === undefined) throw new Error('the pepper secret has no current version');
  const told = { policy: policyName(settings), directory: settings.directory };
  return recordReset(
    { clock: { now }, resets: new DynamoDbResetStore(clients.documents, tables.resets, told) },
    { otpLifetime: settings.otpLifetimeSeconds, resendCooldown: settings.resendCooldownSeconds },
    { userId, locale, pepperVersion, ...subject },
    { administrator },
  );
}

/** The request once its mail was sent or will never be; as it is after a while otherwise. */
async function settled({ clients, tables }: Context, { resetId }: Issued): Promise<RequestItem | undefined> {
  const items = new RequestItems(clients.documents, tables.resets);
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const item = await items.find(resetKey(digest(resetId.reveal())));
    if (item === undefined || !isMailPending(item) || Date.now() > deadline) return item;
    await sleep(250);
  }
}

const MENDS: Readonly<Record<string, string>> = {
  'codes-per-hour': 'wait: an account gets only so many codes an hour',
  'codes-per-day': 'wait: an account gets only so many codes a day',
  'recovery-paused':
    'too many codes were issued since the last success; `resets resume` ends the pause, and a login where the directory tells of one',
  'service-mail-ceiling': 'the service has sent all mails of the day (setting mailsPerDay)',
  'no-address': 'the user has no registered address',
};

function noMail({ reference }: Issued, reason: string): Outcome {
  const { refusal } = refused(`reset ${reference}`, `no code was mailed: ${reason}`, MENDS[reason]);
  const text = facts({ Reference: reference, Mail: `not sent: ${reason}` });
  return { kind: 'refused', refusal, report: { text, json: { reference, mail: 'not-sent', reason } } };
}

function started(issued: Issued, item: RequestItem | undefined, site: string): Outcome {
  const { reference, expiresAt } = issued;
  const mail = item?.codeDigest === undefined ? 'pending' : 'sent';
  const link = continuationLink(site, issued);
  const text = `${facts({
    Reference: reference,
    Mail: mail === 'sent' ? 'sent to the registered addresses' : 'not sent yet; it is sent again every minute',
    'Works until': expiresAt.toISOString(),
    Link: link,
  })}

Pass the link to the user. The page and the mail show the same reference. Never ask for the code.`;
  return done(text, { reference, mail, expiresAt: expiresAt.toISOString(), link });
}

/**
 * Leads to the page for the code. The request stands behind the `#`, which no browser sends to a server, so that no log has
 * it. Without the code, which goes to the registered address alone, nothing can be done with it but guess.
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

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
import { limitsOf } from './account-limits.ts';
import { describePepper } from './pepper.ts';
import { type RequestItem, RequestItems } from './request-items.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { noSuchUser, userIdOf } from './user-argument.ts';
import { usersOf } from './user-items.ts';

/** Milliseconds to wait for the mail. The redelivery sends mails that take longer than a minute. */
const PATIENCE = 20_000;

export const resetsStart: Command = {
  usage: 'USERID [--reason TEXT] [--locale TAG] [--site URL]',
  summary: 'starts a password reset, which the user completes',
  details: `${REASON_HELP}
  --locale TAG       language of the mail, such as en or pt-BR
  --site URL         origin of the pages in the link, if it is not that of the deployment

The code is mailed only to the registered addresses: you do not see it, and you do not choose the password. The user
opens the link in the mail, or the one that this command prints, enters the code there and sets a new password. The
printed link alone opens nothing, and works as long as the code. Never ask the user for the code. The request counts
against the user's budget of codes, and the audit trail shows which administrator started it.`,
  options: { ...REASON, locale: { type: 'string' }, site: { type: 'string' } },
  positionals: [1, 1],
  async run(context, given) {
    const userId = userIdOf(given);
    const locale = given.option('locale');
    if (locale !== undefined && localeError(locale) !== undefined)
      throw new UsageError('--locale', localeError(locale) ?? '');
    const ownSite = given.option('site');
    const ofOwn = ownSite === undefined ? undefined : originOf(ownSite);
    const { directory, siteUrl } = await context.settings();
    const reason = await reasonOf(context, given);

    // For other directories the mail consumer checks the account, and `noMail` gives the reason.
    let account = userId;
    if (directory === 'built-in') {
      const user = await (await usersOf(context)).find(userId);
      if (user === undefined) return noSuchUser();
      account = user.userId;
      if (user.status !== 'active')
        return refused('USERID', `is ${user.status}, so no code is mailed`, '`users enable` enables a disabled user');
    }

    const issued = await record(context, userId, locale, reason);
    const item = await settled(context, issued);
    const reasonOfNone = item?.suppressedFor;
    if (reasonOfNone !== undefined) return noMail(context, issued, account, reasonOfNone);
    return started(issued, item, ofOwn ?? siteUrl);
  },
};

function originOf(site: string): string {
  const url = URL.parse(site);
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== site.replace(/\/$/, ''))
    throw new UsageError('--site', 'must be an origin such as https://login.example.com');
  return url.origin;
}

/**
 * Records a request. It reads only the version of the pepper: with the pepper and the table one could compute codes.
 */
async function record(context: Context, userId: string, locale: string | undefined, reason: string): Promise<Issued> {
  const { clients, tables, now } = context;
  const [settings, administrator, { currentVersion: pepperVersion }, subject] = await Promise.all([
    context.settings(),
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
    { administrator, reason },
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

/** Epoch seconds at which the hour and the day (UTC) of an instant end, as ISO 8601. */
const endOf = (now: Date, milliseconds: number): string =>
  new Date((Math.floor(now.getTime() / milliseconds) + 1) * milliseconds).toISOString();

/** Returns what can be done about a reason, and until when it holds. */
async function fixOf(context: Context, userId: string, reason: string): Promise<string | undefined> {
  const now = context.now();
  switch (reason) {
    case 'codes-per-hour':
    case 'codes-per-day': {
      const { noCodeUntil } = await limitsOf(context, { userId, addresses: [] });
      const [used, lift] = reason === 'codes-per-hour' ? ['hour', '--hour'] : ['day', '--day'];
      return `the account has used its codes of the ${used}; until ${noCodeUntil ?? 'now'} the link in the last mail to the user asks for another one at once, or lift the limit with \`limits lift USERID ${lift}\``;
    }
    case 'mails-per-address':
      return `the address has got all mails of the hour; wait until ${endOf(now, 3_600_000)}, or lift the limit with \`limits lift USERID --hour\``;
    case 'service-mail-ceiling':
      return `the service has sent all mails of the day; wait until ${endOf(now, 86_400_000)}, or raise the setting mailsPerDay`;
    case 'no-address':
      return 'register an address of the user with `users set-addresses`';
    case 'account-disabled':
      return '`users enable` enables a disabled user';
    default:
      return undefined;
  }
}

async function noMail(context: Context, { reference }: Issued, userId: string, reason: string): Promise<Outcome> {
  const { refusal } = refused(
    `reset ${reference}`,
    `no code was mailed: ${reason}`,
    await fixOf(context, userId, reason),
  );
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

The user opens the link in the mail, or this one if you can send it. The page and the mail show the same reference.
Never ask for the code.`;
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

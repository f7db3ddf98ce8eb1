import type {
  AddressLimiter,
  BudgetStore,
  Clock,
  MailAllowance,
  Mailer,
  Peppers,
  ResetStore,
  UserDirectory,
  Message,
} from '../ports.ts';
import { comparableAddress } from '../domain/account.ts';
import { partlySent } from '../domain/delivery-steps.ts';
import { keyDigest, type RequestRecord } from '../domain/reset-record.ts';
import { type Pepper, subjectDigest } from '../domain/digest.ts';

/** Ports of the use cases that deliver pending work. */
export interface DeliveryPorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  /** Keys of the digests by which the audit trail names users and addresses. */
  readonly subjectKeys: Peppers;
  readonly resets: ResetStore;
  readonly budgets: BudgetStore;
  readonly directory: UserDirectory;
  readonly allowance: MailAllowance;
  readonly addresses: AddressLimiter;
  readonly mailer: Mailer;
}

/** Reason of a mail that is not sent because the service has reached its daily ceiling (R25). */
export const MAIL_CEILING = 'service-mail-ceiling';

/** Reason of a mail that is not sent because all its addresses have reached their hourly limit (R27). */
export const ADDRESS_LIMIT = 'mails-per-address';

type Unaddressed<Kind> = Kind extends unknown ? Omit<Kind, 'to'> : never;

export type MailToPorts = Pick<DeliveryPorts, 'clock' | 'mailer' | 'resets' | 'subjectKeys'>;

/** A message without its address, and the addresses that are to get it. */
export interface Mailing {
  readonly addresses: readonly string[];
  readonly message: Unaddressed<Message>;
}

/** Outcome of {@link mailTo}. */
export type MailToOutcome =
  /** Every address has the mail, or never will: `accepted` counts the former. */
  | { readonly kind: 'done'; readonly accepted: number; readonly reason: string }
  /** Some addresses have it and others not yet: that is recorded, and the stream brings the record again. */
  | { readonly kind: 'partly' };

/**
 * Sends messages, one mail to each address, so that no recipient sees another. Each mail is labelled with its record,
 * where its outcome is later noted. After a temporary failure an address that has the mail does not get it again.
 *
 * @throws the first failure, if no address got the mail by this call
 */
export async function mailTo(
  ports: MailToPorts,
  record: RequestRecord,
  ...mailings: readonly Mailing[]
): Promise<MailToOutcome> {
  const key = await subjectKeyOf(ports, record);
  const sentTo = record.sentTo ?? [];
  const mails = mailings
    .flatMap(({ addresses, message }) =>
      addresses.map((to) => ({ message: { ...message, to }, recipient: subjectDigest(key, to) })),
    )
    .filter(({ recipient }) => !sentTo.includes(recipient));
  const results = await Promise.allSettled(
    mails.map(({ message, recipient }) => ports.mailer.send(message, { request: keyDigest(record.key), recipient })),
  );

  const reached = mails.filter((_mail, index) => acceptedIn(results[index])).map(({ recipient }) => recipient);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    if (reached.length === 0) throw failure.reason;
    const moment = { at: ports.clock.now() };
    await ports.resets.take(record.key, partlySent(moment, record, [...sentTo, ...reached]));
    return { kind: 'partly' };
  }
  const outcomes = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  const refused = outcomes.find((outcome) => outcome?.kind === 'rejected');
  return { kind: 'done', accepted: sentTo.length + reached.length, reason: refused?.reason ?? '' };
}

const acceptedIn = (result: PromiseSettledResult<{ readonly kind: string }> | undefined): boolean =>
  result?.status === 'fulfilled' && result.value.kind === 'accepted';

/** Key of all digests in the events of a request, as long as that version exists. */
async function subjectKeyOf({ subjectKeys }: MailToPorts, { subjectKey: version }: RequestRecord): Promise<Pepper> {
  const known = version === undefined ? undefined : await subjectKeys.version(version);
  return known ?? subjectKeys.current();
}

/** Rules of the limits on mails. */
export interface MailRules {
  /** Mails per hour to one address, over all user IDs and kinds that share it (R27). */
  readonly mailsPerAddressPerHour: number;
}

/** Outcome of {@link withinLimits}: the addresses that may get a mail, or the limit that none may pass. */
export type WithinLimits =
  | { readonly kind: 'within'; readonly addresses: readonly string[] }
  | { readonly kind: 'exceeded'; readonly reason: typeof MAIL_CEILING | typeof ADDRESS_LIMIT };

/**
 * Counts a mail against the limits of its addresses, then against the service's daily ceiling. A mail that is tried
 * `again` was counted at its first try.
 */
export async function withinLimits(
  { addresses: limiter, allowance }: Pick<DeliveryPorts, 'addresses' | 'allowance'>,
  { mailsPerAddressPerHour }: MailRules,
  addresses: readonly string[],
  { again }: { readonly again: boolean },
): Promise<WithinLimits> {
  if (again) return { kind: 'within', addresses };
  const taken = await Promise.all(
    addresses.map((address) => limiter.take(comparableAddress(address), mailsPerAddressPerHour)),
  );
  const within = addresses.filter((_address, index) => taken[index]);
  if (within.length === 0) return { kind: 'exceeded', reason: ADDRESS_LIMIT };
  if (!(await allowance.take(within.length))) return { kind: 'exceeded', reason: MAIL_CEILING };
  return { kind: 'within', addresses: within };
}

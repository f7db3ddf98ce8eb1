import type {
  BudgetStore,
  Clock,
  MailAllowance,
  Mailer,
  Peppers,
  ResetStore,
  UserDirectory,
  Message,
} from '../ports.ts';
import { keyDigest, type RequestRecord } from '../domain/reset-record.ts';
import { subjectDigest } from '../domain/digest.ts';

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
  readonly mailer: Mailer;
}

/** Reason of a mail that is not sent because the service has reached its daily ceiling (R25). */
export const MAIL_CEILING = 'service-mail-ceiling';

type Unaddressed<Kind> = Kind extends unknown ? Omit<Kind, 'to'> : never;

export interface MailToPorts {
  readonly mailer: Mailer;
  readonly subjectKeys: Peppers;
}

/**
 * Sends a message to each address, as separate mails, so that no recipient sees another. Each mail is labelled with
 * its record, where its outcome is later noted.
 */
export async function mailTo(
  { mailer, subjectKeys }: MailToPorts,
  { key, subjectKey: version }: RequestRecord,
  addresses: readonly string[],
  message: Unaddressed<Message>,
): Promise<{ accepted: number; reason: string }> {
  // All events of a request use one key for their digests, as long as that version exists.
  const known = version === undefined ? undefined : await subjectKeys.version(version);
  const subjectKey = known ?? (await subjectKeys.current());
  const label = (to: string) => ({ request: keyDigest(key), recipient: subjectDigest(subjectKey, to) });
  const outcomes = await Promise.all(addresses.map((to) => mailer.send({ ...message, to }, label(to))));
  const rejected = outcomes.find((outcome) => outcome.kind === 'rejected');
  return {
    accepted: outcomes.filter((outcome) => outcome.kind === 'accepted').length,
    reason: rejected?.reason ?? '',
  };
}

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

/** What those need that deliver what a record pending. */
export interface DeliveryPorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  /** Of the digests by which the audit trail names people. */
  readonly subjectKeys: Peppers;
  readonly resets: ResetStore;
  readonly budgets: BudgetStore;
  readonly directory: UserDirectory;
  readonly allowance: MailAllowance;
  readonly mailer: Mailer;
}

/** Why a mail is not sent where the service has sent all that it may send in a day (R25). */
export const MAIL_CEILING = 'service-mail-ceiling';

type Unaddressed<Kind> = Kind extends unknown ? Omit<Kind, 'to'> : never;

export interface MailToPorts {
  readonly mailer: Mailer;
  readonly subjectKeys: Peppers;
}

/**
 * Sends a message to each address, one mail an address, so that no recipient sees another. Each mail is labelled with the
 * record that it is sent for, where its outcome is noted.
 */
export async function mailTo(
  { mailer, subjectKeys }: MailToPorts,
  { key, subjectKey: version }: RequestRecord,
  addresses: readonly string[],
  message: Unaddressed<Message>,
): Promise<{ accepted: number; reason: string }> {
  // The events of a request name everybody by one version of the key, as long as it is there.
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

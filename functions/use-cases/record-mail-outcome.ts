import type { Delivery } from '../domain/delivery.ts';
import { keyOfMail, noteDelivery } from '../domain/delivery-steps.ts';
import type { RequestRecord } from '../domain/reset-record.ts';
import { epochSeconds } from '../domain/moment.ts';
import type { Clock, ResetStore } from '../ports.ts';

export interface RecordMailOutcomePorts {
  readonly clock: Clock;
  readonly resets: ResetStore;
}

/** Outcome of one mail, as the mail service reported it. */
export interface MailOutcomeReport {
  /** Digest part of the record's key, from the mail's label. */
  readonly request: string;
  /** ID of the mail at the mail service. */
  readonly messageId: string;
  readonly delivery: Delivery;
}

/** Result of recording an outcome. */
export type RecordedMailOutcome =
  /** The outcome is on the record, and its audit event follows. */
  | 'recorded'
  /** The record has this outcome already, or one that replaces it. */
  | 'repeated'
  /** The record has expired or is gone: nothing is written. */
  | 'late'
  /** The record has the maximum number of outcomes. */
  | 'left-out';

/** Records the outcome of a mail on its request, with one conditional write: a repetition has no effect. */
export async function recordMailOutcome(
  { clock, resets }: RecordMailOutcomePorts,
  { request, messageId, delivery }: MailOutcomeReport,
): Promise<RecordedMailOutcome> {
  const now = clock.now();
  const outcome = await resets.take<RequestRecord>(
    keyOfMail(delivery.mail, request),
    noteDelivery(now, messageId, delivery),
  );
  if (outcome.kind === 'taken') return 'recorded';
  const { record } = outcome;
  if (record === undefined || record.expiresAt <= epochSeconds(now)) return 'late';
  return record.deliveries?.[messageId] === undefined ? 'left-out' : 'repeated';
}

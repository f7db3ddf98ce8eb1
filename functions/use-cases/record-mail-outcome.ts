import type { Delivery } from '../domain/delivery.ts';
import { keyOfMail, noteDelivery } from '../domain/delivery-steps.ts';
import type { RequestRecord } from '../domain/reset-record.ts';
import { epochSeconds } from '../domain/moment.ts';
import type { Clock, ResetStore } from '../ports.ts';

export interface RecordMailOutcomePorts {
  readonly clock: Clock;
  readonly resets: ResetStore;
}

export interface MailOutcomeReport {
  /** Digest part of the record's key, as the mail was labelled. */
  readonly request: string;
  /** The mail service's name of the mail. */
  readonly messageId: string;
  readonly delivery: Delivery;
}

export type RecordedMailOutcome =
  /** It stands on the record, and its audit event follows. */
  | 'recorded'
  /** The record holds this outcome already, or one that says more. */
  | 'repeated'
  /** The record has expired or is gone: nothing is written. */
  | 'late'
  /** The record holds as many outcomes as it may. */
  | 'left-out';

/** Notes what became of a mail on the request that it was sent for, by one conditional write: a repeat has no effect. */
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

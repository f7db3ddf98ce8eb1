import { circumstancesOf, type Call, type Moment, epochSeconds } from './moment.ts';
import { pendingKey, type ReminderRecord, reminderKey } from './reset-record.ts';
import type { Step } from './step.ts';

/**
 * Seconds after which a reminder is no longer sent, for example after a stream outage: the user has stopped waiting.
 */
const REMINDER_LIFETIME = 3600;

/** Record of a request for the user IDs of an address; the same for any address. */
export function newReminder(
  { at, origin, browser }: Call,
  request: {
    digestOfId: string;
    email: string;
    locale?: string;
    zone?: string;
    subject: string;
    subjectKey: string;
  },
): Omit<ReminderRecord, 'stepId'> {
  const { digestOfId, ...asked } = request;
  const now = epochSeconds(at);
  return {
    ...asked,
    key: reminderKey(digestOfId),
    kind: 'reminder',
    state: 'REQUESTED',
    asked: circumstancesOf(at, origin, browser),
    createdAt: now,
    expiresAt: now + REMINDER_LIFETIME,
    pending: pendingKey('mail', at),
    pendingAt: now,
    deliveries: {},
    sequence: 1,
    lastEvent: { event: 'reminder_requested', at: at.toISOString(), actor: 'self', origin },
  };
}

/** Records that the list was mailed, or the `reason` why it was not. */
export const settleReminder = ({ at }: Moment, reason?: string): Step<ReminderRecord> => ({
  from: ['REQUESTED'],
  set: { state: 'SENT' },
  clear: ['pending', 'pendingAt'],
  event: {
    event: reason === undefined ? 'reminder_mailed' : 'reminder_suppressed',
    at: at.toISOString(),
    actor: 'system',
    reason,
  },
});

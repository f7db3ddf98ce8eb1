import type { AuditEvent } from './audit-event.ts';
import { byAdministrator, bySelf, bySystem, epochSeconds, type Moment } from './moment.ts';
import { LIVE, pendingKey, type ResetRecord } from './reset-record.ts';
import type { ResetStep } from './reset-steps.ts';

const cancel = (event: AuditEvent): ResetStep => ({
  from: [...LIVE, 'VERIFIED'],
  set: { state: 'CANCELLED' },
  clear: ['codeDigest', 'resetTokenDigest', 'pending', 'pendingAt', 'sentTo'],
  event,
});

/** "This wasn't me" before the change: cancels the request. */
export const cancelReported = (moment: Moment): ResetStep => cancel(bySelf('reported_not_me', moment));

/** Another request of the same account changed the password: all outstanding codes become invalid (ASVS 6.4.3). */
export const supersede = (moment: Moment): ResetStep => cancel(bySystem('reset_superseded', moment));

/** An administrator (`by`: ARN) ended the request. */
export const cancelOrdered = (moment: Moment, by: string): ResetStep =>
  cancel(byAdministrator('reset_cancelled', moment, by));

/**
 * A change in progress cannot be cancelled. Without its token, the request can finish that change but start no other.
 */
const revokeToken = (event: AuditEvent): ResetStep => ({ from: ['APPLYING'], clear: ['resetTokenDigest'], event });

/** "This wasn't me" during the change. */
export const reportApplying = (moment: Moment): ResetStep =>
  revokeToken({ ...bySelf('reported_not_me', moment), reason: 'during-change' });

/** Another request changed the password while this one is changing it too. */
export const supersedeApplying = (moment: Moment): ResetStep =>
  revokeToken(bySystem('reset_superseded', moment, 'during-change'));

/** An administrator (`by`: ARN) ended the request during the change. */
export const revokeOrdered = (moment: Moment, by: string): ResetStep =>
  revokeToken(byAdministrator('reset_cancelled', moment, by));

const report = (moment: Moment): Pick<ResetStep, 'from' | 'set' | 'event'> => ({
  from: ['COMPLETED'],
  set: {
    reportedAt: epochSeconds(moment.at),
    pending: pendingKey('change', moment.at),
    pendingAt: epochSeconds(moment.at),
  },
  event: { ...bySelf('reported_not_me', moment), reason: 'after-change' },
});

/** "This wasn't me" after the change and its notice: recorded once, and the refusal of the password becomes pending. */
export function reportCompleted(moment: Moment): ResetStep {
  const { set, ...reported } = report(moment);
  return { ...reported, require: { absent: ['reportedAt', 'pending'] }, set: { ...set, noticed: true } };
}

/** "This wasn't me" after the change, and before its notice was sent: both stay pending. */
export const reportBeforeNotice = (moment: Moment, { pending }: Pick<ResetRecord, 'pending'>): ResetStep => ({
  ...report(moment),
  require: { equal: { pending }, absent: ['reportedAt'] },
});

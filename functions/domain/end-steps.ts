import type { AuditEvent } from './audit-event.ts';
import { bySelf, bySystem, type Moment } from './moment.ts';
import type { ResetStep } from './reset-steps.ts';
import { epochSeconds } from './time.ts';

const cancel = (event: AuditEvent): ResetStep => ({
  from: ['REQUESTED', 'SENT', 'LOCKED', 'VERIFIED'],
  set: { state: 'CANCELLED' },
  clear: ['codeDigest', 'resetTokenDigest', 'pending', 'pendingAt'],
  event,
});

/** "This wasn't me" before the change: the request ends. */
export const cancelReported = (moment: Moment): ResetStep => cancel(bySelf('reported_not_me', moment));

/** Another request of the same account changed the password: every outstanding code dies (ASVS 6.4.3). */
export const supersede = (moment: Moment): ResetStep => cancel(bySystem('reset_superseded', moment));

/** A change that is being applied cannot be called back, but its token can: the request may end with it, and begin no other. */
const revokeToken = (event: AuditEvent): ResetStep => ({ from: ['APPLYING'], clear: ['resetTokenDigest'], event });

/** "This wasn't me" during the change. */
export const reportApplying = (moment: Moment): ResetStep =>
  revokeToken({ ...bySelf('reported_not_me', moment), reason: 'during-change' });

/** Another request changed the password while this one is applying its own. */
export const supersedeApplying = (moment: Moment): ResetStep =>
  revokeToken(bySystem('reset_superseded', moment, 'during-change'));

/** "This wasn't me" after the change: told once, the change stands. */
export const reportCompleted = (moment: Moment): ResetStep => ({
  from: ['COMPLETED'],
  require: { absent: 'reportedAt' },
  set: { reportedAt: epochSeconds(moment.at) },
  event: { ...bySelf('reported_not_me', moment), reason: 'after-change' },
});

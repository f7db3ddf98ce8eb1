import type { BudgetState, AuditEvent } from './audit-event.ts';
import { circumstancesOf, byAdministrator, bySelf, bySystem, type Call, type Moment, epochSeconds } from './moment.ts';
import { pendingKey, type ResetRecord, referenceOf, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';

/**
 * The transitions of a reset request, from its start to the code that was entered; `change-steps.ts` goes on from there, and `end-steps.ts` has
 * its early ends. docs/reference/state-machine.md draws them. A step says which states it may start from; whatever it does not name is left as it is.
 */
export type ResetStep = Step<ResetRecord>;

/** The record of a new request. It is the same for any user ID: nothing is known of the account yet. */
export function newReset(
  moment: Moment,
  request: {
    digestOfResetId: string;
    userId: string;
    locale?: string;
    pepperVersion: string;
    subject: string;
    subjectKey: string;
  },
  rules: { lifetime: number; cooldown: number },
): Omit<ResetRecord, 'stepId'> {
  const { digestOfResetId, ...asked } = request;
  const now = epochSeconds(moment.at);
  const { administrator, origin } = moment;
  return {
    ...asked,
    ...(administrator !== undefined && { startedBy: 'administrator' }),
    ...(origin !== undefined && { asked: circumstancesOf(moment.at, origin, moment.browser) }),
    key: resetKey(digestOfResetId),
    kind: 'reset',
    state: 'REQUESTED',
    reference: referenceOf(digestOfResetId),
    createdAt: now,
    expiresAt: now + rules.lifetime,
    resendAt: now + rules.cooldown,
    issue: 1,
    attempts: 0,
    passwordTries: 0,
    pending: pendingKey('mail', moment.at),
    pendingAt: now,
    deliveries: {},
    sequence: 1,
    lastEvent:
      administrator === undefined
        ? bySelf('reset_requested', moment)
        : byAdministrator('reset_requested', moment, administrator),
  };
}

/** Another code is asked for: the older one is dead and the attempts start anew, for a decoy too. */
export const reissue = (
  moment: Call,
  rules: { lifetime: number; cooldown: number; maximumIssues: number },
): ResetStep => ({
  from: ['REQUESTED', 'SENT', 'LOCKED'],
  require: {
    unexpiredAt: epochSeconds(moment.at),
    below: { issue: rules.maximumIssues },
    notAfter: { resendAt: epochSeconds(moment.at) },
  },
  increment: 'issue',
  set: {
    state: 'REQUESTED',
    attempts: 0,
    asked: circumstancesOf(moment.at, moment.origin, moment.browser),
    expiresAt: epochSeconds(moment.at) + rules.lifetime,
    resendAt: epochSeconds(moment.at) + rules.cooldown,
    pending: pendingKey('mail', moment.at),
    pendingAt: epochSeconds(moment.at),
  },
  clear: ['codeDigest', 'suppressedFor'],
  event: bySelf('otp_reissued', moment),
});

/** The code of this issue was mailed. */
export const mailed = (
  moment: Moment,
  issue: number,
  code: { codeDigest: string; account: string; contextWords: readonly string[]; subject?: string },
  budget?: BudgetState,
): ResetStep => ({
  from: ['REQUESTED'],
  require: { equal: { issue } },
  set: { state: 'SENT', ...code },
  clear: ['pending', 'pendingAt'],
  event: { ...bySystem('otp_mailed', moment), budget },
});

/** No code is mailed for this issue, and no answer shows it: the request goes on as a decoy. */
export const suppressed = (moment: Moment, issue: number, reason: string, budget?: BudgetState): ResetStep => ({
  from: ['REQUESTED'],
  require: { equal: { issue } },
  set: { state: 'SENT', suppressedFor: reason },
  clear: ['pending', 'pendingAt'],
  event: { ...bySystem('otp_suppressed', moment, reason), budget },
});

/** A guess is counted before it is compared. A code must not be compared inside the condition: a failed condition counts nothing. */
export const countAttempt = (moment: Moment, attemptsPerCode: number): ResetStep => ({
  from: ['REQUESTED', 'SENT'],
  require: { unexpiredAt: epochSeconds(moment.at), below: { attempts: attemptsPerCode } },
  increment: 'attempts',
  event: bySelf('otp_attempted', moment),
});

/** The code was right: it is used up, and a reset token takes its place. */
export const verify = (
  moment: Moment,
  code: { issue: number; codeDigest: string },
  token: { digest: string; expiresAt: number },
): ResetStep => ({
  from: ['SENT'],
  require: { unexpiredAt: epochSeconds(moment.at), equal: code },
  set: {
    state: 'VERIFIED',
    resetTokenDigest: token.digest,
    resetTokenExpiresAt: token.expiresAt,
    expiresAt: token.expiresAt,
  },
  // No mail will tell of the start any more, and what is kept longer keeps within a write unit.
  clear: ['codeDigest', 'asked'],
  event: bySelf('otp_verified', moment),
});

/** The last guess at this code was wrong. */
export const lock = (moment: Moment, issue: number): ResetStep => ({
  from: ['REQUESTED', 'SENT'],
  require: { equal: { issue } },
  set: { state: 'LOCKED' },
  clear: ['codeDigest', 'pending', 'pendingAt'],
  event: bySelf('otp_locked', moment),
});

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

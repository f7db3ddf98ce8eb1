import type { BudgetState, AuditEvent } from './audit-event.ts';
import { circumstancesOf, byAdministrator, bySelf, bySystem, type Call, type Moment, epochSeconds } from './moment.ts';
import { pendingKey, type ResetRecord, referenceOf, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';

/**
 * Step of a reset request. This file has the steps from the start to the verified code, and the early ends;
 * `change-steps.ts` has the steps of the password change. docs/reference/state-machine.md shows all of them. A step
 * names the states that it may start from; attributes that it does not name stay unchanged.
 */
export type ResetStep = Step<ResetRecord>;

/** Record of a new request. It is the same for any user ID, because nothing is known about the account yet. */
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

/** Requests another code: the older code becomes invalid and the attempts restart, for a decoy too. */
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

/** Records that the code of this issue was mailed. */
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

/** Records that no code is mailed for this issue. No answer shows it: the request goes on as a decoy. */
export const suppressed = (moment: Moment, issue: number, reason: string, budget?: BudgetState): ResetStep => ({
  from: ['REQUESTED'],
  require: { equal: { issue } },
  set: { state: 'SENT', suppressedFor: reason },
  clear: ['pending', 'pendingAt'],
  event: { ...bySystem('otp_suppressed', moment, reason), budget },
});

/**
 * Counts a guess before it is compared. The condition must not compare the code: a failed condition would not count
 * the guess.
 */
export const countAttempt = (moment: Moment, attemptsPerCode: number): ResetStep => ({
  from: ['REQUESTED', 'SENT'],
  require: { unexpiredAt: epochSeconds(moment.at), below: { attempts: attemptsPerCode } },
  increment: 'attempts',
  event: bySelf('otp_attempted', moment),
});

/** Accepts the code: it is used up, and a reset token takes its place. */
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
  // No later mail mentions the start, and a record that is kept longer must stay within one write unit.
  clear: ['codeDigest', 'asked'],
  event: bySelf('otp_verified', moment),
});

/** Locks the request after the last wrong guess at this code. */
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

/** "This wasn't me" before the change: cancels the request. */
export const cancelReported = (moment: Moment): ResetStep => cancel(bySelf('reported_not_me', moment));

/** Another request of the same account changed the password: all outstanding codes become invalid (ASVS 6.4.3). */
export const supersede = (moment: Moment): ResetStep => cancel(bySystem('reset_superseded', moment));

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

/** "This wasn't me" after the change: recorded once; the change stays. */
export const reportCompleted = (moment: Moment): ResetStep => ({
  from: ['COMPLETED'],
  require: { absent: 'reportedAt' },
  set: { reportedAt: epochSeconds(moment.at) },
  event: { ...bySelf('reported_not_me', moment), reason: 'after-change' },
});

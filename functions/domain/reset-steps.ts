import type { AuditEvent, BudgetState } from './audit-event.ts';
import type { Browser } from './browser.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Origin } from './origin.ts';
import { LATE, owing } from './owed.ts';
import { type ResetRecord, referenceOf, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';
import { epochSeconds } from './time.ts';

/**
 * Every transition of a reset request; docs/state-machine.md draws them. A step says which states it may start from;
 * whatever it does not name is left as it is.
 */
export type ResetStep = Step<ResetRecord>;

/** What comes with each step from outside. */
export interface Moment {
  readonly at: Date;
  /** Where from, where a person took the step. */
  readonly origin?: Origin;
  /** The browser that the person took it with, where it is known. */
  readonly browser?: Browser;
  /** The ARN of the administrator, where one took the step for a person. */
  readonly administrator?: string;
}

/** A moment at which a person called. */
export type Call = Moment & Required<Pick<Moment, 'origin'>>;

const bySelf = (event: AuditEvent['event'], { at, origin }: Moment): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'self',
  origin,
});

const bySystem = (event: AuditEvent['event'], { at }: Moment, reason?: string): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'system',
  reason,
});

const byAdministrator = (event: AuditEvent['event'], { at }: Moment, by: string): AuditEvent => ({
  event,
  at: at.toISOString(),
  actor: 'administrator',
  by,
});

/** The record of a new request. It is the same for any user ID: nothing is known of the account yet. */
export function requestReset(
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
    owes: owing('mail', moment.at),
    owedSince: now,
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
    owes: owing('mail', moment.at),
    owedSince: epochSeconds(moment.at),
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
  clear: ['owes', 'owedSince'],
  event: { ...bySystem('otp_mailed', moment), budget },
});

/** No code is mailed for this issue, and no answer shows it: the request goes on as a decoy. */
export const suppressed = (moment: Moment, issue: number, reason: string, budget?: BudgetState): ResetStep => ({
  from: ['REQUESTED'],
  require: { equal: { issue } },
  set: { state: 'SENT', suppressedFor: reason },
  clear: ['owes', 'owedSince'],
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
  clear: ['codeDigest', 'owes', 'owedSince'],
  event: bySelf('otp_locked', moment),
});

/** Recorded before the directory is asked to change, so that an interrupted change is found and settled. */
export const applyPassword = (
  moment: Call,
  resetTokenDigest: string,
  rules: { maximumTries: number; retention: number },
): ResetStep => ({
  from: ['VERIFIED'],
  require: {
    unexpiredAt: epochSeconds(moment.at),
    equal: { resetTokenDigest },
    below: { passwordTries: rules.maximumTries },
  },
  increment: 'passwordTries',
  set: {
    state: 'APPLYING',
    applied: circumstancesOf(moment.at, moment.origin, moment.browser),
    owes: owing('change', moment.at),
    owedSince: epochSeconds(moment.at),
    expiresAt: epochSeconds(moment.at) + rules.retention,
  },
  event: bySelf('password_applying', moment),
});

const backToVerified = (record: ResetRecord, event: AuditEvent): ResetStep => ({
  from: ['APPLYING'],
  require: { equal: { passwordTries: record.passwordTries } },
  set: { state: 'VERIFIED', expiresAt: record.resetTokenExpiresAt },
  clear: ['owes', 'owedSince'],
  event,
});

/**
 * The redelivery met a change that its directory does not know of. Whether it is old enough for that to be final is measured from here
 * on, by one clock: docs/adr/0069-a-change-is-late-by-one-clock.md.
 */
export const overdue = (moment: Moment, record: ResetRecord): ResetStep => ({
  from: ['APPLYING'],
  require: { equal: { passwordTries: record.passwordTries } },
  set: { owes: LATE, owedSince: epochSeconds(moment.at) },
  event: bySystem('password_overdue', moment),
});

/** The policy or the directory refused the new password; another may be tried while the token lives. */
export const rejectPassword = (moment: Moment, record: ResetRecord, reasons: readonly string[]): ResetStep =>
  backToVerified(record, { ...bySelf('password_rejected', moment), reason: reasons.join(' ') });

/** The directory did not change the password, as it says itself. */
export const passwordNotChanged = (moment: Moment, record: ResetRecord, reason: string): ResetStep =>
  backToVerified(record, bySystem('password_not_changed', moment, reason));

/**
 * The directory changed the password. What is owed stays as it was set: a new key of the index would cost two write units.
 *
 * @param sessionsEnded whether the change ended every session of before
 */
export const completePassword = (
  moment: Moment,
  record: ResetRecord,
  retention: number,
  sessionsEnded: boolean,
): ResetStep => ({
  from: ['APPLYING'],
  require: { equal: { passwordTries: record.passwordTries } },
  set: { state: 'COMPLETED', expiresAt: epochSeconds(moment.at) + retention },
  clear: ['resetTokenDigest'],
  event: { ...bySelf('password_changed', moment), ...(sessionsEnded && { sessionsEnded }) },
});

/** The person was told of the change at every registered address. */
export const notified = (moment: Moment, { owes }: ResetRecord, reason?: string): ResetStep => ({
  from: ['COMPLETED'],
  require: { equal: { owes } },
  clear: ['owes', 'owedSince'],
  event: bySystem('change_notified', moment, reason),
});

const cancel = (event: AuditEvent): ResetStep => ({
  from: ['REQUESTED', 'SENT', 'LOCKED', 'VERIFIED'],
  set: { state: 'CANCELLED' },
  clear: ['codeDigest', 'resetTokenDigest', 'owes', 'owedSince'],
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

import type { BudgetState } from './audit-event.ts';
import type { Language } from './languages.ts';
import { byAdministrator, bySelf, bySystem, type Call, circumstancesOf, epochSeconds, type Moment } from './moment.ts';
import { ANY_STATE, type Lane, LIVE, pendingKey, type ResetRecord, referenceOf, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';

/**
 * Step of a reset request. This file has the steps from the start to the verified code, `change-steps.ts` those of the
 * password change, and `end-steps.ts` the early ends and the report. docs/reference/state-machine.md shows all of them.
 * A step names the states that it may start from; attributes that it does not name stay unchanged.
 */
export type ResetStep = Step<ResetRecord>;

/**
 * Seconds for which a request is kept after its start, unless its password is changed. The link in its mail can ask
 * for another code for a day, and unused guesses are given back by what the record says.
 */
export const KEPT = 2 * 86_400;

/** Record of a new request. It is the same for any user ID, because nothing is known about the account yet. */
export function newReset(
  moment: Moment,
  request: {
    digestOfResetId: string;
    userId: string;
    lane?: 'mail';
    locale?: string;
    zone?: string;
    pepperVersion: string;
    subject?: string;
    subjectKey?: string;
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
    expiresAt: now + KEPT,
    openUntil: now + rules.lifetime,
    resendAt: now + rules.cooldown,
    issue: 1,
    attempts: 0,
    guesses: 0,
    codeGuesses: 0,
    mailGuesses: 0,
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

interface ReissueRules {
  readonly lifetime: number;
  readonly cooldown: number;
  readonly maximumIssues: number;
  /** Zone of the browser that asks, if it says so: the one that the mails give times in from now on. */
  readonly zone?: string;
}

/** What the answers show of another code: the attempts restart, for a decoy and for an ended request too. */
const shownReissue = (moment: Call, rules: ReissueRules): Pick<ResetStep, 'require' | 'increment' | 'set'> => ({
  require: {
    after: { openUntil: epochSeconds(moment.at) },
    below: { issue: rules.maximumIssues },
    notAfter: { resendAt: epochSeconds(moment.at) },
    differ: { verifiedBy: 'starter' },
  },
  increment: ['issue'],
  set: {
    attempts: 0,
    openUntil: epochSeconds(moment.at) + rules.lifetime,
    resendAt: epochSeconds(moment.at) + rules.cooldown,
  },
});

/**
 * Requests another code. The last one lives until this one is mailed, so a request that brings no mail destroys
 * nothing. A request that its owner has ended takes the step too, and no mail follows.
 */
export function reissue(moment: Call, rules: ReissueRules): ResetStep {
  const { require, set, ...shown } = shownReissue(moment, rules);
  return {
    ...shown,
    from: ANY_STATE,
    require: { ...require, noChangePending: true },
    set: {
      ...set,
      ...(rules.zone !== undefined && { zone: rules.zone }),
      asked: circumstancesOf(moment.at, moment.origin, moment.browser),
      pending: pendingKey('mail', moment.at),
      pendingAt: epochSeconds(moment.at),
    },
    clear: ['sentTo', 'lastCall'],
    event: bySelf('otp_reissued', moment),
  };
}

/** As {@link reissue}, while the owner's change is pending: the index entry of the change must stay. */
export const reissueDuringChange = (moment: Call, rules: ReissueRules): ResetStep => ({
  ...shownReissue(moment, rules),
  from: ['APPLYING', 'COMPLETED', 'CANCELLED'],
  clear: ['lastCall'],
  event: bySelf('otp_reissued', moment),
});

/** Facts about a mailed code. */
export interface MailedCode {
  readonly codeDigest: string;
  readonly codeIssue: number;
  readonly codeExpiresAt: number;
  readonly account?: string;
  readonly mailedTo: readonly string[];
  readonly accountDigest?: string;
  readonly subject?: string;
  readonly linkOnly?: true;
}

/**
 * Records that the code of this issue was mailed. It replaces the last one, and its guesses start: so a delivery that
 * is repeated must not take the step again.
 */
export const mailed = (
  moment: Moment,
  { pending }: Pick<ResetRecord, 'pending'>,
  code: MailedCode,
  budget?: BudgetState,
): ResetStep => ({
  from: LIVE,
  require: { equal: { issue: code.codeIssue, pending } },
  set: { state: 'SENT', codeGuesses: 0, mailGuesses: 0, ...code },
  clear: [
    'pending',
    'pendingAt',
    'sentTo',
    'suppressedFor',
    'ownerCall',
    ...(code.linkOnly === true ? [] : ['linkOnly' as const]),
  ],
  event: { ...bySystem('otp_mailed', moment, code.linkOnly && 'by-mail-link-only'), budget },
});

/** Records that no code is mailed for the first request. No answer shows it: the request goes on as a decoy. */
export const suppressed = (
  moment: Moment,
  { issue }: ResetRecord,
  reason: string,
  budget?: BudgetState,
): ResetStep => ({
  from: ['REQUESTED'],
  require: { equal: { issue } },
  set: { state: 'SENT', suppressedFor: reason },
  clear: ['pending', 'pendingAt', 'sentTo'],
  event: { ...bySystem('otp_suppressed', moment, reason), budget },
});

/** Records that no code is mailed for a later request: the last code lives on, and an ended request stays ended. */
export const suppressedAgain = (
  moment: Moment,
  { issue, pending }: ResetRecord,
  reason: string,
  budget?: BudgetState,
): ResetStep => ({
  from: ['SENT', 'LOCKED', 'VERIFIED', 'COMPLETED', 'CANCELLED'],
  require: { equal: { issue, pending } },
  set: { suppressedFor: reason },
  clear: ['pending', 'pendingAt', 'sentTo'],
  event: { ...bySystem('otp_suppressed', moment, reason), budget },
});

/**
 * Counts a guess of the starter before it is compared. The condition must not compare the code: a failed condition
 * would not count the guess. It is the same step in every state that the starter has not brought about.
 *
 * @param call digest of the call, if it can be recognized: the same call counts once
 */
export const countAttempt = (moment: Moment, attemptsPerCode: number, call?: string): ResetStep => ({
  from: ANY_STATE,
  require: {
    after: { openUntil: epochSeconds(moment.at) },
    below: { attempts: attemptsPerCode },
    differ: { verifiedBy: 'starter', lastCall: call },
  },
  increment: ['attempts', 'guesses', 'codeGuesses'],
  ...(call === undefined ? { clear: ['lastCall'] } : { set: { lastCall: call } }),
  event: bySelf('otp_attempted', moment),
});

/** Counts a guess of the mail's reader, apart from those of the starter. */
export const countMailAttempt = (moment: Moment, attemptsPerCode: number, call?: string): ResetStep => ({
  from: LIVE,
  require: {
    after: { codeExpiresAt: epochSeconds(moment.at) },
    below: { mailGuesses: attemptsPerCode },
    differ: { ownerCall: call },
  },
  increment: ['mailGuesses'],
  ...(call === undefined ? { clear: ['ownerCall'] } : { set: { ownerCall: call } }),
  event: { ...bySelf('otp_attempted', moment), reason: 'by-mail-link' },
});

/** Accepts the code: it is used up, and a reset token takes its place. */
export const verify = (
  moment: Moment,
  { lane, call, language }: { readonly lane: Lane; readonly call?: string; readonly language?: Language },
  codeDigest: string,
  token: { digest: string; expiresAt: number },
): ResetStep => ({
  from: LIVE,
  require: {
    after: {
      codeExpiresAt: epochSeconds(moment.at),
      ...(lane === 'starter' && { openUntil: epochSeconds(moment.at) }),
    },
    equal: { codeDigest },
  },
  set: {
    state: 'VERIFIED',
    verifiedBy: lane,
    ...(call !== undefined && (lane === 'mail' ? { ownerCall: call } : { lastCall: call })),
    // The notice is for the mail's reader, whatever language the starter chose.
    ...(lane === 'mail' && language !== undefined && { locale: language }),
    resetTokenDigest: token.digest,
    resetTokenExpiresAt: token.expiresAt,
  },
  // A record that is kept longer must stay within one write unit, so what nothing reads any more goes.
  clear: ['codeDigest', 'codeExpiresAt', 'mailGuesses', 'asked', 'pending', 'pendingAt', 'sentTo'],
  event: { ...bySelf('otp_verified', moment), ...(lane === 'mail' && { reason: 'by-mail-link' }) },
});

/** Records that the starter has used up the guesses. The mail's reader may still enter the code. */
export const lock = (moment: Moment, issue: number): ResetStep => ({
  from: ['REQUESTED', 'SENT'],
  require: { equal: { issue } },
  set: { state: 'LOCKED' },
  event: bySelf('otp_locked', moment),
});

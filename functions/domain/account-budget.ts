import type { BudgetState } from './audit-event.ts';

/** Window over the codes of an account. */
export type Window = 'hour' | 'day';

/** A code of an account, as its budget remembers it. */
export interface IssuedCode {
  /** Time of issue, epoch seconds. */
  readonly at: number;
  /** `<record key>#<issue>`. */
  readonly id: string;
  /** Present if the reader of a mail asked for the code through the mail's link. */
  readonly lane?: 'mail';
  /** Present if the code works through its mail's link alone; no guesses are reserved for it. */
  readonly linkOnly?: true;
  /** Windows that an administrator lifted the code from: that of the hour, or those of the hour and the day. */
  readonly lifted?: Window;
  /** Guesses that were made at the code. Absent while they are not known; all are reserved until then. */
  readonly guesses?: number;
}

/**
 * Budget of codes of one account: sliding windows over the codes of the last 24 hours, and guesses since the last
 * success. docs/reference/guess-budget.md has the arithmetic.
 */
export interface AccountBudget {
  /** Codes of the last 24 hours, and older ones whose guesses are not known yet. */
  readonly issues: readonly IssuedCode[];
  /** Guesses made or reserved since the last success. */
  readonly guessesSinceSuccess: number;
  /** Last login or password change by the owner, epoch seconds; 0 for never. */
  readonly succeededAt: number;
  /** Limit about which the owner was last mailed; `at` is in epoch seconds. */
  readonly notice?: { readonly at: number; readonly id: string };
}

/** Limits of an account's budget. The windows count each lane by itself. */
export interface BudgetLimits {
  readonly attemptsPerCode: number;
  readonly codesPerHour: number;
  readonly codesPerDay: number;
  /**
   * Guesses in a row without a success, beyond which codes work through the mail's own link alone. NIST SP 800-63B-4,
   * 3.2.2: at most 100.
   */
  readonly guessesSinceSuccess: number;
  /** Seconds between two codes of different requests of one account. */
  readonly resendCooldown: number;
}

/** Reason why no code is issued; audit events store it. */
export type Refusal = 'account-cooldown' | 'codes-per-hour' | 'codes-per-day';

/** Request for a code. */
export interface IssueRequest {
  /** `<record key>#<issue>`. */
  readonly id: string;
  readonly lane?: 'mail';
  /** Epoch seconds of the last login or password change that the directory reports. */
  readonly provenAt?: number;
}

/** Outcome of {@link reserveIssue}, with the budget to store. */
export type Reservation =
  | {
      readonly kind: 'granted';
      /** False if the issue had its reservation already: its mail was tried before. */
      readonly first: boolean;
      readonly linkOnly: boolean;
      readonly budget: AccountBudget;
    }
  | {
      readonly kind: 'refused';
      readonly reason: Refusal;
      /** Epoch seconds from which another code may be issued. */
      readonly until: number;
      /** Whether the owner is to be mailed about the limit; `again` if that mail was tried before. */
      readonly notify: false | 'first' | 'again';
      readonly budget: AccountBudget;
    };

/** Budget of an account without any code. */
export const freshBudget: AccountBudget = { issues: [], guessesSinceSuccess: 0, succeededAt: 0 };

const HOUR = 3600;
const DAY = 86_400;

/** Seconds of each window. */
const SECONDS: Readonly<Record<Window, number>> = { hour: HOUR, day: DAY };

/** Seconds after which a code whose guesses never became known counts as guessed at to the last. */
const FORGOTTEN = 8 * DAY;

/**
 * Reserves all guesses of a code from the budget when the code is issued. So no counter per account is needed where
 * codes are compared, and a resend gives no guess back. An issue that has its reservation keeps it: a repeated
 * delivery costs nothing. A success gives back only the guesses of older codes, because the directory may report it
 * after newer codes were issued.
 *
 * A used-up budget of guesses never ends recovery: a code is then issued for its mail's link alone. A holder of the
 * link reads the mailbox, and has nothing left to guess.
 *
 * @param now epoch seconds
 */
export function reserveIssue(
  stored: AccountBudget,
  { id, lane, provenAt = 0 }: IssueRequest,
  now: number,
  limits: BudgetLimits,
): Reservation {
  const budget = withoutOld(proven(stored, provenAt, limits), now);
  const known = budget.issues.find((issue) => issue.id === id);
  if (known !== undefined) return { kind: 'granted', first: false, linkOnly: known.linkOnly === true, budget };

  const limit = limitReached(budget, { id, lane }, now, limits);
  if (limit !== undefined) return refuse(budget, limit, id, now);

  const linkOnly = isLinkOnly(budget, limits);
  return {
    kind: 'granted',
    first: true,
    linkOnly,
    budget: {
      ...budget,
      issues: [...budget.issues, { at: now, id, ...(lane && { lane }), ...(linkOnly && { linkOnly }) }],
      guessesSinceSuccess: budget.guessesSinceSuccess + (linkOnly ? 0 : limits.attemptsPerCode),
    },
  };
}

/** Guesses that a code takes from the budget. */
const guessesOf = (issue: IssuedCode, { attemptsPerCode }: Pick<BudgetLimits, 'attemptsPerCode'>): number =>
  issue.linkOnly === true ? 0 : (issue.guesses ?? attemptsPerCode);

/** Budget after a success at `provenAt` (epoch seconds); the same object if that success is known already. */
export function proven(
  stored: AccountBudget,
  provenAt: number,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
): AccountBudget {
  if (provenAt <= stored.succeededAt) return stored;
  const issues = stored.issues.map((issue) => (issue.at > provenAt ? issue : { ...issue, guesses: 0 }));
  return {
    issues,
    succeededAt: provenAt,
    guessesSinceSuccess: issues.reduce((sum, issue) => sum + guessesOf(issue, limits), 0),
  };
}

/**
 * Gives back the guesses that were reserved for the codes of a request and not made; the same object if there are
 * none.
 *
 * @param guesses guesses of the starter at the codes of the request, once no more can follow
 */
export function settled(
  budget: AccountBudget,
  key: string,
  guesses: number,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
): AccountBudget {
  const ofRequest = budget.issues.filter((issue) => keyOf(issue) === key);
  let left = guesses - ofRequest.reduce((sum, issue) => sum + (issue.guesses ?? 0), 0);
  let unused = 0;
  const issues = budget.issues.map((issue) => {
    if (keyOf(issue) !== key || !isOpen(issue)) return issue;
    const made = Math.min(Math.max(0, left), limits.attemptsPerCode);
    left -= made;
    unused += limits.attemptsPerCode - made;
    return { ...issue, guesses: made };
  });
  if (issues.every((issue, index) => issue === budget.issues[index])) return budget;
  return { ...budget, issues, guessesSinceSuccess: Math.max(0, budget.guessesSinceSuccess - unused) };
}

/** Keys of the requests whose guesses are not known yet. */
export const openKeys = (budget: AccountBudget): string[] => [...new Set(budget.issues.filter(isOpen).map(keyOf))];

const isOpen = (issue: IssuedCode): boolean => issue.guesses === undefined && issue.linkOnly !== true;

/** Whether codes work through their mail's link alone, until the owner logs in or an administrator resumes. */
export const isLinkOnly = (
  { guessesSinceSuccess }: AccountBudget,
  limits: Pick<BudgetLimits, 'attemptsPerCode' | 'guessesSinceSuccess'>,
): boolean => guessesSinceSuccess + limits.attemptsPerCode > limits.guessesSinceSuccess;

/**
 * Budget after an administrator has verified the owner: the count of guesses restarts, the hourly and daily windows
 * stay.
 */
export const resumed = ({ issues, succeededAt }: AccountBudget): AccountBudget => ({
  issues: issues.map((issue) => (isOpen(issue) ? { ...issue, guesses: 0 } : issue)),
  succeededAt,
  guessesSinceSuccess: 0,
});

/**
 * Budget after an administrator has lifted the limit of an hour, or those of an hour and a day: the codes so far no
 * longer count there. Guesses stay reserved.
 *
 * @param now epoch seconds
 */
export const lifted = (budget: AccountBudget, window: Window, now: number): AccountBudget => ({
  ...budget,
  issues: budget.issues.map((issue) =>
    issue.at > now - SECONDS[window] && issue.lifted !== 'day' ? { ...issue, lifted: window } : issue,
  ),
});

/** Limit that would refuse a new request its code; undefined if none would. `now`: epoch seconds. */
export const limitOnStart = (budget: AccountBudget, now: number, limits: BudgetLimits): Limit | undefined =>
  limitReached(withoutOld(budget, now), { id: '#1' }, now, limits);

function withoutOld(budget: AccountBudget, now: number): AccountBudget {
  const kept = (issue: IssuedCode) => issue.at > now - DAY || (isOpen(issue) && issue.at > now - FORGOTTEN);
  return { ...budget, issues: budget.issues.filter(kept) };
}

/** Limit that refuses a code, and the epoch second from which it no longer does. */
export interface Limit {
  readonly reason: Refusal;
  readonly until: number;
}

function limitReached(
  budget: AccountBudget,
  { id, lane }: IssueRequest,
  now: number,
  limits: BudgetLimits,
): Limit | undefined {
  const ofLane = budget.issues.filter((issue) => issue.lane === lane).toSorted((one, other) => one.at - other.at);
  const since = (of: Window) =>
    ofLane.filter((issue) => issue.at > now - SECONDS[of] && issue.lifted !== 'day' && issue.lifted !== of);
  // A window has room again when its oldest code but `most - 1` leaves it.
  const window = (of: Window, most: number, reason: Refusal): Limit | undefined => {
    const first = since(of).at(-most);
    return first && { reason, until: first.at + SECONDS[of] };
  };
  // A request that has ended holds nobody up: its owner may have ended it by mistake.
  const last = ofLane.findLast((issue) => keyOf(issue) !== keyOf({ id }) && issue.guesses === undefined);
  const cooldown: Limit | undefined =
    last !== undefined && last.at > now - limits.resendCooldown
      ? { reason: 'account-cooldown', until: last.at + limits.resendCooldown }
      : undefined;
  return (
    window('day', limits.codesPerDay, 'codes-per-day') ??
    window('hour', limits.codesPerHour, 'codes-per-hour') ??
    cooldown
  );
}

/**
 * Refuses an issue. The owner is mailed at most once an hour, and not within the cooldown, because a code has just
 * been mailed.
 */
function refuse(budget: AccountBudget, { reason, until }: Limit, id: string, now: number): Reservation {
  const { notice } = budget;
  const refused = { kind: 'refused', reason, until } as const;
  if (notice?.id === id) return { ...refused, notify: 'again', budget };
  if (reason === 'account-cooldown' || (notice !== undefined && notice.at > now - HOUR))
    return { ...refused, notify: false, budget };
  return { ...refused, notify: 'first', budget: { ...budget, notice: { at: now, id } } };
}

/** Part of a budget that the audit trail shows. `now`: epoch seconds. */
export const stateOf = (budget: AccountBudget, now: number): BudgetState => ({
  codesThisHour: budget.issues.filter((issue) => issue.at > now - HOUR && issue.lifted === undefined).length,
  codesToday: budget.issues.filter((issue) => issue.at > now - DAY && issue.lifted !== 'day').length,
  guessesSinceSuccess: budget.guessesSinceSuccess,
});

const keyOf = ({ id }: Pick<IssuedCode, 'id'>): string => id.slice(0, id.lastIndexOf('#'));

/** Keys of the requests, except one, that may still have a valid code of this account. */
export const outstandingKeys = (budget: AccountBudget, exceptKey: string): string[] => [
  ...new Set(budget.issues.map(keyOf).filter((key) => key !== exceptKey)),
];

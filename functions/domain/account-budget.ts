import type { BudgetState } from './audit-event.ts';

/**
 * Budget of codes of one account: sliding windows over the codes of the last 24 hours, and guesses since the last
 * success.
 */
export interface AccountBudget {
  /** Codes of the last 24 hours: time of issue (epoch seconds) and `<record key>#<issue>`. */
  readonly issues: readonly { readonly at: number; readonly id: string }[];
  /** Guesses granted since the last success. */
  readonly guessesSinceSuccess: number;
  /** Last login or password change by the owner, epoch seconds; 0 for never. */
  readonly succeededAt: number;
  /** Refusal about which the owner was last mailed; `at` is in epoch seconds. */
  readonly notice?: { readonly at: number; readonly id: string; readonly reason: Refusal };
}

/** Limits of an account's budget. */
export interface BudgetLimits {
  readonly attemptsPerCode: number;
  readonly codesPerHour: number;
  readonly codesPerDay: number;
  /** NIST SP 800-63B-4, 3.2.2: at most 100 failed attempts in a row. */
  readonly guessesSinceSuccess: number;
}

/** Reason why no code is issued; audit events store it. */
export type Refusal = 'codes-per-hour' | 'codes-per-day' | 'recovery-paused';

/** Outcome of {@link reserveIssue}, with the budget to store. */
export type Reservation =
  | { readonly kind: 'granted'; readonly budget: AccountBudget }
  /** `notify`: true if the owner has not been mailed about this refusal yet. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly notify: boolean; readonly budget: AccountBudget };

/** Budget of an account without any code. */
export const freshBudget: AccountBudget = { issues: [], guessesSinceSuccess: 0, succeededAt: 0 };

const HOUR = 3600;
const DAY = 86_400;

/**
 * Reserves all guesses of a code from the budget when the code is issued. So no counter per account is needed where
 * codes are compared, and a resend gives no guess back. An issue that has its reservation keeps it: a repeated
 * delivery costs nothing. A success gives back only the guesses of older codes, because the directory may report it
 * after newer codes were issued.
 *
 * @param id `<record key>#<issue>`
 * @param now epoch seconds
 * @param provenAt epoch seconds of the last login or password change that the directory reports
 */
export function reserveIssue(
  stored: AccountBudget,
  id: string,
  now: number,
  limits: BudgetLimits,
  provenAt = 0,
): Reservation {
  const known = proven(stored, provenAt, limits);
  const budget: AccountBudget = { ...known, issues: known.issues.filter((issue) => issue.at > now - DAY) };
  if (budget.issues.some((issue) => issue.id === id)) return { kind: 'granted', budget };

  const refusal = refusalOf(budget, now, limits);
  if (refusal !== undefined) return refuse(budget, refusal, id, now);

  return {
    kind: 'granted',
    budget: {
      ...budget,
      issues: [...budget.issues, { at: now, id }],
      guessesSinceSuccess: budget.guessesSinceSuccess + limits.attemptsPerCode,
    },
  };
}

/** Budget after a success at `provenAt` (epoch seconds); the same object if that success is known already. */
export const proven = (
  stored: AccountBudget,
  provenAt: number,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
): AccountBudget =>
  provenAt <= stored.succeededAt
    ? stored
    : {
        ...stored,
        succeededAt: provenAt,
        guessesSinceSuccess: limits.attemptsPerCode * stored.issues.filter((issue) => issue.at > provenAt).length,
        notice: undefined,
      };

/** Whether no code is issued until the owner logs in or an administrator resumes recovery. */
export const isPaused = (
  { guessesSinceSuccess }: AccountBudget,
  limits: Pick<BudgetLimits, 'attemptsPerCode' | 'guessesSinceSuccess'>,
): boolean => guessesSinceSuccess + limits.attemptsPerCode > limits.guessesSinceSuccess;

/**
 * Budget after an administrator has verified the owner: the count of guesses restarts, the hourly and daily windows
 * stay.
 */
export const resumed = (budget: AccountBudget): AccountBudget => ({
  ...budget,
  guessesSinceSuccess: 0,
  notice: undefined,
});

function refusalOf(budget: AccountBudget, now: number, limits: BudgetLimits): Refusal | undefined {
  if (isPaused(budget, limits)) return 'recovery-paused';
  if (budget.issues.length >= limits.codesPerDay) return 'codes-per-day';
  const withinHour = budget.issues.filter((issue) => issue.at > now - HOUR);
  return withinHour.length >= limits.codesPerHour ? 'codes-per-hour' : undefined;
}

/**
 * Refuses an issue. The owner is mailed once per pause, and once a day while the daily budget is used up; the hourly
 * limit ends too soon for a mail.
 */
function refuse(budget: AccountBudget, reason: Refusal, id: string, now: number): Reservation {
  const { notice } = budget;
  const known =
    notice !== undefined &&
    notice.id !== id &&
    notice.reason === reason &&
    (reason === 'recovery-paused' || notice.at > now - DAY);
  const notify = reason !== 'codes-per-hour' && !known;
  return { kind: 'refused', reason, notify, budget: notify ? { ...budget, notice: { at: now, id, reason } } : budget };
}

/** Part of a budget that the audit trail shows. `now`: epoch seconds. */
export const stateOf = (budget: AccountBudget, now: number): BudgetState => ({
  codesThisHour: budget.issues.filter((issue) => issue.at > now - HOUR).length,
  codesToday: budget.issues.filter((issue) => issue.at > now - DAY).length,
  guessesSinceSuccess: budget.guessesSinceSuccess,
});

/** Keys of the requests, except one, that may still have a valid code of this account. */
export const outstandingKeys = (budget: AccountBudget, exceptKey: string): string[] => [
  ...new Set(budget.issues.map(({ id }) => id.slice(0, id.lastIndexOf('#'))).filter((key) => key !== exceptKey)),
];

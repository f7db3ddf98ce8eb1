import type { BudgetState } from './audit-event.ts';

/** What an account may still be mailed. Sliding windows over the issues of the last day, and a count since the last success. */
export interface AccountBudget {
  /** Codes of the last 24 hours: when (epoch seconds), and which (`<record key>#<issue>`). */
  readonly issues: readonly { readonly at: number; readonly id: string }[];
  /** Guesses that were given out since the account's owner last proved to be himself. */
  readonly guessesSinceSuccess: number;
  /** That success, epoch seconds; 0 for never. */
  readonly succeededAt: number;
  /** The refusal about which the owner was last mailed. */
  readonly notice?: { readonly at: number; readonly id: string; readonly reason: Refusal };
}

export interface BudgetLimits {
  readonly attemptsPerCode: number;
  readonly codesPerHour: number;
  readonly codesPerDay: number;
  /** NIST SP 800-63B-4, 3.2.2: at most 100 failed attempts in a row. */
  readonly guessesSinceSuccess: number;
}

export type Refusal = 'codes-per-hour' | 'codes-per-day' | 'recovery-paused';

export type Reservation =
  | { readonly kind: 'granted'; readonly budget: AccountBudget }
  /** `notify`: true if the owner has not been mailed about this refusal yet. */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly notify: boolean; readonly budget: AccountBudget };

export const freshBudget: AccountBudget = { issues: [], guessesSinceSuccess: 0, succeededAt: 0 };

const HOUR = 3600;
const DAY = 86_400;

/**
 * Issuing a code spends all its guesses at once, so that no counter per account is needed where codes are compared, and
 * no resend gives any back. An issue that has its reservation already keeps it: a delivery that is repeated costs nothing.
 * A success gives back the guesses of older codes only: the directory may show it after newer codes were issued.
 *
 * @param provenAt epoch seconds of the last login or password change that the directory knows of
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

/** The budget once the account's owner is known to have proved to be himself then; unchanged where that is no news. */
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

/** Whether no code is given out until the owner logs in or an administrator resumes recovery. */
export const isPaused = (
  { guessesSinceSuccess }: AccountBudget,
  limits: Pick<BudgetLimits, 'attemptsPerCode' | 'guessesSinceSuccess'>,
): boolean => guessesSinceSuccess + limits.attemptsPerCode > limits.guessesSinceSuccess;

/** The budget after an administrator satisfied himself of the owner: the count starts anew, hours and days go on. */
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

/** Notifies the owner once per pause, and once a day while the daily budget is used up. The hourly limit ends too soon for a mail. */
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

/** What an auditor sees of a budget. */
export const stateOf = (budget: AccountBudget, now: number): BudgetState => ({
  codesThisHour: budget.issues.filter((issue) => issue.at > now - HOUR).length,
  codesToday: budget.issues.filter((issue) => issue.at > now - DAY).length,
  guessesSinceSuccess: budget.guessesSinceSuccess,
});

/** The requests, apart from one, that may still hold a living code of this account. */
export const outstandingKeys = (budget: AccountBudget, exceptKey: string): string[] => [
  ...new Set(budget.issues.map(({ id }) => id.slice(0, id.lastIndexOf('#'))).filter((key) => key !== exceptKey)),
];

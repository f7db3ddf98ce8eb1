import type { AccountBudget } from '../domain/account-budget.ts';
import type { NetworkAllowance } from '../domain/network-allowance.ts';

/**
 * Owner of a budget: an account as the directory names it, or an address that user IDs are mailed to. No user ID can
 * be taken for an address.
 */
export type BudgetOwner = { readonly account: string } | { readonly address: string };

/** Budgets: read, then replaced if unchanged. */
export interface BudgetStore {
  read(owner: BudgetOwner): Promise<{ readonly budget: AccountBudget; readonly version: number } | undefined>;
  /** Returns false if another write came in between. */
  replace(owner: BudgetOwner, budget: AccountBudget, readVersion: number | undefined): Promise<boolean>;
}

/** Counts the mails to one address in the current hour, over all user IDs and kinds that share it (R27). */
export interface AddressLimiter {
  /**
   * Returns false, and counts nothing, if the limit is reached.
   *
   * @param address in its comparable form
   */
  take(address: string, limitPerHour: number): Promise<boolean>;
}

/** Kinds of calls whose limits are counted apart. */
export type LimitBucket = 'start' | 'remind' | 'log-in';

/** Counts calls of one kind from one source in the current hour. A network's allowance can raise the limit. */
export interface SourceLimiter {
  take(bucket: LimitBucket, source: string, limitPerHour: number): Promise<CountOutcome>;
  /** Takes a counted call back. */
  giveBack(bucket: LimitBucket, source: string, counted: CountedCall): Promise<void>;
}

/** Call that was counted in its source's hour. */
export interface CountedCall {
  readonly kind: 'within';
  /** Hours since 1970. */
  readonly hour: number;
  /** Calls of the source in that hour, with this one. */
  readonly calls: number;
}

/** Outcome of counting a call: within the limit, or over it until the current hour ends. */
export type CountOutcome = CountedCall | { readonly kind: 'exceeded'; readonly retryAfterSeconds: number };

/** Part of a {@link CountOutcome} that most operations need. */
export type LimitOutcome =
  | { readonly kind: 'within' }
  | { readonly kind: 'exceeded'; readonly retryAfterSeconds: number };

/** Networks that may make more calls for some hours, by order of an administrator. */
export interface NetworkAllowances {
  /** Allowances that have not ended. */
  current(): Promise<readonly NetworkAllowance[]>;
}

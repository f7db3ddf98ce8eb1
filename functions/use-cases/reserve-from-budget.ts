import {
  type AccountBudget,
  type BudgetLimits,
  freshBudget,
  type IssueRequest,
  openKeys,
  proven,
  type Reservation,
  reserveIssue,
  settled,
} from '../domain/account-budget.ts';
import { accountOf, LIVE, type ResetRecord, type RequestRecord } from '../domain/reset-record.ts';
import type { BudgetOwner, BudgetStore, ResetStore } from '../ports.ts';

/** Maximum number of lost races between requests of one account; more would indicate another problem. */
const TRIES = 10;

export interface BudgetPorts {
  readonly budgets: BudgetStore;
  readonly resets: Pick<ResetStore, 'read'>;
}

/**
 * Reserves an issue from a budget: read, decide, replace if unchanged. A repeated delivery of the same issue writes
 * nothing. Guesses that were reserved for ended requests and not made are given back first.
 *
 * @param owner the account as the directory resolved it, not the string that was typed
 * @param now epoch seconds
 */
export async function reserveFromBudget(
  { budgets, resets }: BudgetPorts,
  owner: BudgetOwner,
  issue: IssueRequest,
  now: number,
  limits: BudgetLimits,
): Promise<Reservation> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await budgets.read(owner);
    const before = stored?.budget ?? freshBudget;
    const reservation = reserveIssue(await settledByRecords(resets, before, now, limits), issue, now, limits);
    const unchanged = JSON.stringify(reservation.budget) === JSON.stringify(before);
    if (unchanged || (await budgets.replace(owner, reservation.budget, stored?.version))) return reservation;
  }
  throw new Error('a budget changed at every try to reserve from it');
}

/**
 * Seconds after a request's end until its guesses are final: the clock of the function that counts them may be five
 * minutes behind.
 */
const SKEW = 300;

async function settledByRecords(
  resets: Pick<ResetStore, 'read'>,
  budget: AccountBudget,
  now: number,
  limits: BudgetLimits,
): Promise<AccountBudget> {
  const records = await Promise.all(openKeys(budget).map((key) => resets.read(key)));
  return records.reduce(
    (settling, record) =>
      record !== undefined && isFinal(record, now) ? settled(settling, record.key, record.guesses, limits) : settling,
    budget,
  );
}

const isFinal = (record: RequestRecord, now: number): record is ResetRecord =>
  record.kind === 'reset' &&
  (!LIVE.some((state) => state === record.state) ||
    Math.max(record.openUntil, record.codeExpiresAt ?? 0) + SKEW <= now);

/** Gives back the guesses that a request did not make, once its record is deleted. */
export async function releaseGuesses(
  budgets: BudgetStore,
  record: ResetRecord,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
): Promise<void> {
  const account = accountOf(record);
  if (account === undefined) return;
  await change(budgets, { account }, (budget) => settled(budget, record.key, record.guesses, limits));
}

/**
 * Gives back the guesses of older codes after a completed reset, for directories that do not report password changes.
 *
 * @param provenAt epoch seconds of the reset
 */
export const recordProof = (
  budgets: BudgetStore,
  account: string,
  provenAt: number,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
): Promise<void> => change(budgets, { account }, (budget) => proven(budget, provenAt, limits));

async function change(
  budgets: BudgetStore,
  owner: BudgetOwner,
  next: (budget: AccountBudget) => AccountBudget,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await budgets.read(owner);
    if (stored === undefined) return;
    const budget = next(stored.budget);
    if (budget === stored.budget || (await budgets.replace(owner, budget, stored.version))) return;
  }
  throw new Error('a budget changed at every try to change it');
}

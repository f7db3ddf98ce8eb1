import { type BudgetLimits, freshBudget, proven, type Reservation, reserveIssue } from '../domain/account-budget.ts';
import type { BudgetStore } from '../ports.ts';

/** Maximum number of lost races between requests of one account; more would indicate another problem. */
const TRIES = 10;

/**
 * Reserves an issue from a budget: read, decide, replace if unchanged. A repeated delivery of the same issue writes
 * nothing.
 *
 * @param owner the account as the directory resolved it, not the string that was typed
 * @param issueId `<record key>#<issue>`
 * @param now epoch seconds
 * @param provenAt epoch seconds of the owner's last login or password change
 */
export async function reserveFromBudget(
  budgets: BudgetStore,
  owner: string,
  issueId: string,
  now: number,
  limits: BudgetLimits,
  provenAt?: number,
): Promise<Reservation> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await budgets.read(owner);
    const before = stored?.budget ?? freshBudget;
    const reservation = reserveIssue(before, issueId, now, limits, provenAt);
    const unchanged = JSON.stringify(reservation.budget) === JSON.stringify(before);
    if (unchanged || (await budgets.replace(owner, reservation.budget, stored?.version))) return reservation;
  }
  throw new Error('a budget changed at every try to reserve from it');
}

/**
 * Gives back the guesses of older codes after a completed reset, for directories that do not report password changes.
 *
 * @param provenAt epoch seconds of the reset
 */
export async function recordProof(
  budgets: BudgetStore,
  owner: string,
  provenAt: number,
  limits: Pick<BudgetLimits, 'attemptsPerCode'>,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await budgets.read(owner);
    if (stored === undefined) return;
    const budget = proven(stored.budget, provenAt, limits);
    if (budget === stored.budget || (await budgets.replace(owner, budget, stored.version))) return;
  }
  throw new Error('a budget changed at every try to record a proof in it');
}

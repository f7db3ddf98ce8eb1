import type { AccountBudget } from '../../functions/domain/account-budget.ts';
import type { BudgetOwner, BudgetStore } from '../../functions/ports.ts';

export class InMemoryBudgetStore implements BudgetStore {
  readonly #budgets = new Map<string, { budget: AccountBudget; version: number }>();

  async read(owner: BudgetOwner): Promise<{ budget: AccountBudget; version: number } | undefined> {
    return this.#budgets.get(JSON.stringify(owner));
  }

  async replace(owner: BudgetOwner, budget: AccountBudget, readVersion: number | undefined): Promise<boolean> {
    if (this.#budgets.get(JSON.stringify(owner))?.version !== readVersion) return false;
    this.#budgets.set(JSON.stringify(owner), { budget, version: (readVersion ?? 0) + 1 });
    return true;
  }
}

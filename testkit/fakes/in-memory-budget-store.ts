import type { AccountBudget } from '../../functions/domain/account-budget.ts';
import type { BudgetStore } from '../../functions/ports.ts';

export class InMemoryBudgetStore implements BudgetStore {
  readonly #budgets = new Map<string, { budget: AccountBudget; version: number }>();

  async read(owner: string): Promise<{ budget: AccountBudget; version: number } | undefined> {
    return this.#budgets.get(owner);
  }

  async replace(owner: string, budget: AccountBudget, readVersion: number | undefined): Promise<boolean> {
    if (this.#budgets.get(owner)?.version !== readVersion) return false;
    this.#budgets.set(owner, { budget, version: (readVersion ?? 0) + 1 });
    return true;
  }
}

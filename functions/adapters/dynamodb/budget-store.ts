import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountBudget } from '../../domain/account-budget.ts';
import { digest } from '../../domain/digest.ts';
import type { BudgetOwner, BudgetStore } from '../../ports.ts';
import { putIfUnchanged } from './versioned-item.ts';

/**
 * Budgets of accounts, in the table of the requests. They never expire, because guesses since the last success count
 * however long ago that was. The key is a plain digest, so a rotation of the pepper does not affect it.
 */
export class DynamoDbBudgetStore implements BudgetStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(owner: BudgetOwner): Promise<{ budget: AccountBudget; version: number } | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key: budgetKey(owner) }, ConsistentRead: true }),
    );
    return Item as { budget: AccountBudget; version: number } | undefined;
  }

  async replace(owner: BudgetOwner, budget: AccountBudget, readVersion: number | undefined): Promise<boolean> {
    // After a repeated write, the next read finds the reservation by its ID.
    const item = { key: budgetKey(owner), budget };
    return putIfUnchanged(this.#client, this.#table, item, readVersion);
  }
}

/** Key of a budget. Accounts and addresses have names of their own, so that neither can be taken for the other. */
export const budgetKey = (owner: BudgetOwner): string =>
  'account' in owner ? `BUDGET#${digest(owner.account)}` : `BUDGET#ADDRESS#${digest(owner.address)}`;

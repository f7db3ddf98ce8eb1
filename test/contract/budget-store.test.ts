import { randomUUID } from 'node:crypto';
import { DynamoDbBudgetStore } from '../../functions/adapters/dynamodb/budget-store.ts';
import { freshBudget, reserveIssue } from '../../functions/domain/account-budget.ts';
import { reserveFromBudget } from '../../functions/use-cases/reserve-from-budget.ts';
import type { BudgetStore } from '../../functions/ports.ts';
import { InMemoryBudgetStore } from '../../testkit/fakes/in-memory-budget-store.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

const limits = { attemptsPerCode: 5, codesPerHour: 3, codesPerDay: 10, guessesSinceSuccess: 100, resendCooldown: 0 };
const NOW = 1_800_000_000;

/** No request has ended yet. */
const ports = (budgets: BudgetStore) => ({ budgets, resets: { read: async () => undefined } });

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

describe.each([
  ['in memory', () => new InMemoryBudgetStore()],
  ['DynamoDB', () => new DynamoDbBudgetStore(tables.documents, 'resets')],
])('the budget store %s', (_name, makeStore) => {
  test('has no budget for an account without requests', async () => {
    expect(await makeStore().read({ account: randomUUID() })).toBeUndefined();
  });

  test('returns the stored budget with a version', async () => {
    const store = makeStore();
    const owner = { account: randomUUID() };
    const { budget } = reserveIssue(freshBudget, { id: 'RESET#a#1' }, NOW, limits);
    expect(await store.replace(owner, budget, undefined)).toBe(true);
    expect(await store.read(owner)).toMatchObject({ budget, version: 1 });
  });

  test('refuses a decision that is based on an older read', async () => {
    const store = makeStore();
    const owner = { account: randomUUID() };
    await store.replace(owner, freshBudget, undefined);
    expect(await store.replace(owner, freshBudget, undefined)).toBe(false);
    expect(await store.replace(owner, freshBudget, 1)).toBe(true);
    expect(await store.replace(owner, freshBudget, 1)).toBe(false);
    expect((await store.read(owner))?.version).toBe(2);
  });

  test('keeps a budget under parallel requests', async () => {
    const store = makeStore();
    const owner = { account: randomUUID() };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => reserveFromBudget(ports(store), owner, { id: `RESET#${n}#1` }, NOW, limits)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'granted')).toHaveLength(limits.codesPerHour);
    expect((await store.read(owner))?.budget.issues).toHaveLength(limits.codesPerHour);
  });

  test('keeps accounts and addresses apart, whatever they are called', async () => {
    const store = makeStore();
    const address = `${randomUUID()}@example.com`;
    await store.replace({ address }, freshBudget, undefined);
    for (const account of [address, `address:${address}`, `ADDRESS#${address}`])
      expect(await store.read({ account })).toBeUndefined();
  });
});

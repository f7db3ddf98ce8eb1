import { randomUUID } from 'node:crypto';
import { DynamoDbLoginAttemptStore } from '../../functions/adapters/dynamodb/login-attempt-store.ts';
import { InMemoryLoginAttemptStore } from '../../testkit/fakes/in-memory-login-attempt-store.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

const attempts = { change: '', logins: 0, provenAt: 0, debt: 1200, inARow: 1, at: 1_800_000_000 };

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

describe.each([
  ['in memory', () => new InMemoryLoginAttemptStore()],
  ['DynamoDB', () => new DynamoDbLoginAttemptStore(tables.documents, 'resets')],
])('the store of login attempts %s', (_name, makeStore) => {
  test('has none for an account without attempts', async () => {
    expect(await makeStore().read(randomUUID())).toBeUndefined();
  });

  test('returns the stored attempts with a version', async () => {
    const store = makeStore();
    const owner = randomUUID();
    expect(await store.replace(owner, attempts, undefined)).toBe(true);
    expect(await store.read(owner)).toMatchObject({ attempts, version: 1 });
  });

  test('lets one of two parallel attempts through', async () => {
    const store = makeStore();
    const owner = randomUUID();
    const replace = (version: number | undefined) =>
      Promise.all([store.replace(owner, attempts, version), store.replace(owner, attempts, version)]);
    expect((await replace(undefined)).filter(Boolean)).toHaveLength(1);
    expect((await replace(1)).filter(Boolean)).toHaveLength(1);
    expect((await store.read(owner))?.version).toBe(2);
  });
});

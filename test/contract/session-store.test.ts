import { randomUUID } from 'node:crypto';
import { DynamoDbSessionStore } from '../../functions/adapters/directories/built-in/session-store.ts';
import { InMemorySessionStore } from '../../testkit/fakes/in-memory-session-store.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

describe.each([
  ['in memory', () => new InMemorySessionStore()],
  ['DynamoDB', () => new DynamoDbSessionStore(tables.documents, 'sessions')],
])('the session store %s', (_name, makeStore) => {
  test('opens, finds and closes a session once', async () => {
    const store = makeStore();
    const token = randomUUID();
    const session = { userId: 'alice', generation: 3, expiresAt: 1_800_000_000 };
    expect(await store.find(token)).toBeUndefined();
    await store.open(token, session);
    expect(await store.find(token)).toMatchObject(session);
    expect(await store.close(token)).toBe(true);
    expect(await store.close(token)).toBe(false);
    expect(await store.find(token)).toBeUndefined();
  });
});

import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbTokenRegister } from '../../functions/adapters/dynamodb/token-register.ts';
import { InMemoryTokenRegister } from '../../testkit/fakes/in-memory-token-register.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const until = new Date('2026-11-23T10:03:00.400Z');

describe.each([
  ['in memory', () => new InMemoryTokenRegister()],
  ['DynamoDB', () => new DynamoDbTokenRegister(tables.documents, 'resets')],
])('the token register %s', (_name, make) => {
  test('accepts one of many parallel uses, and none later', async () => {
    const register = make();
    const token = randomUUID();
    const uses = await Promise.all(Array.from({ length: 50 }, () => register.use(token, until)));
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await register.use(token, until)).toBe(false);
    expect(await register.use(randomUUID(), until)).toBe(true);
  });
});

describe('the token register in DynamoDB', () => {
  test('writes one item with TTL in epoch seconds, which no consumer treats as a step', async () => {
    await new DynamoDbTokenRegister(tables.documents, 'resets').use('a-digest', until);
    const { Item } = await tables.documents.send(
      new GetCommand({ TableName: 'resets', Key: { key: 'CAPTCHA#a-digest' } }),
    );
    expect(Item).toEqual({ key: 'CAPTCHA#a-digest', useId: expect.any(String), expiresAt: 1_795_428_181 });
  });

  test('counts a write that the SDK repeated after it had succeeded as one use', async () => {
    const name = 'sendsTwice';
    tables.documents.middlewareStack.add(
      (next) => async (call) => {
        await next(call);
        return next(call);
      },
      { step: 'deserialize', name, priority: 'low' },
    );
    try {
      const register = new DynamoDbTokenRegister(tables.documents, 'resets');
      const token = randomUUID();
      expect(await register.use(token, until)).toBe(true);
      expect(await register.use(token, until)).toBe(false);
    } finally {
      tables.documents.middlewareStack.remove(name);
    }
  });
});

import { randomUUID } from 'node:crypto';
import { DynamoDbSourceLimiter } from '../../functions/adapters/dynamodb/source-limiter.ts';
import type { Clock } from '../../functions/ports.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemorySourceLimiter } from '../../testkit/fakes/in-memory-source-limiter.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

describe.each([
  ['in memory', (clock: Clock) => new InMemorySourceLimiter(clock)],
  ['DynamoDB', (clock: Clock) => new DynamoDbSourceLimiter(tables.documents, 'resets', clock)],
])('the source limiter %s', (_name, makeLimiter) => {
  test('counts to its limit, also in parallel, and reports when the hour ends', async () => {
    const clock = new FakeClock('2026-11-23T10:40:00Z');
    const limiter = makeLimiter(clock);
    const source = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => limiter.take('start', source, 20)));
    expect(outcomes.filter(({ kind }) => kind === 'within')).toHaveLength(20);
    expect(await limiter.take('start', source, 20)).toEqual({ kind: 'exceeded', retryAfterSeconds: 1200 });
    clock.advance(1200);
    expect(await limiter.take('start', source, 20)).toEqual({ kind: 'within' });
  });

  test('counts sources and kinds of calls separately', async () => {
    const limiter = makeLimiter(new FakeClock());
    const source = randomUUID();
    expect((await limiter.take('start', source, 1)).kind).toBe('within');
    expect((await limiter.take('start', source, 1)).kind).toBe('exceeded');
    expect((await limiter.take('remind', source, 1)).kind).toBe('within');
    expect((await limiter.take('start', randomUUID(), 1)).kind).toBe('within');
  });
});

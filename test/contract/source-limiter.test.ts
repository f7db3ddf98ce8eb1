import { randomInt, randomUUID } from 'node:crypto';
import { DynamoDbSourceLimiter } from '../../functions/adapters/dynamodb/source-limiter.ts';
import type { NetworkAllowance } from '../../functions/domain/network-allowance.ts';
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
    expect(await limiter.take('start', source, 20)).toMatchObject({ kind: 'within', calls: 1 });
  });

  test('counts sources and kinds of calls separately', async () => {
    const limiter = makeLimiter(new FakeClock());
    const source = randomUUID();
    expect((await limiter.take('start', source, 1)).kind).toBe('within');
    expect((await limiter.take('start', source, 1)).kind).toBe('exceeded');
    expect((await limiter.take('remind', source, 1)).kind).toBe('within');
    expect((await limiter.take('start', randomUUID(), 1)).kind).toBe('within');
  });

  test('takes a call back in the hour in which it was counted', async () => {
    const clock = new FakeClock();
    const limiter = makeLimiter(clock);
    const source = randomUUID();
    const counted = await limiter.take('log-in', source, 1);
    if (counted.kind !== 'within') throw new Error(counted.kind);
    expect(counted.calls).toBe(1);
    await limiter.giveBack('log-in', source, counted);
    expect((await limiter.take('log-in', source, 1)).kind).toBe('within');
    clock.advance(3600);
    await limiter.giveBack('log-in', source, counted);
    expect((await limiter.take('log-in', source, 1)).kind).toBe('within');
    expect((await limiter.take('log-in', source, 1)).kind).toBe('exceeded');
  });
});

describe.each([
  [
    'in memory',
    (clock: Clock, allowances: readonly NetworkAllowance[]) =>
      Object.assign(new InMemorySourceLimiter(clock), { allowances }),
  ],
  [
    'DynamoDB, by the settings',
    (clock: Clock, fixed: readonly NetworkAllowance[]) =>
      new DynamoDbSourceLimiter(tables.documents, 'resets', clock, { fixed, ordered: { current: async () => [] } }),
  ],
  [
    'DynamoDB, by order',
    (clock: Clock, allowances: readonly NetworkAllowance[]) =>
      new DynamoDbSourceLimiter(tables.documents, 'resets', clock, {
        fixed: [],
        ordered: { current: async () => allowances },
      }),
  ],
])('the allowance of a network, %s', (_name, makeLimiter) => {
  const allowances = [
    { network: '203.0.113.0/24', perHour: 3 },
    { network: '2001:db8:1::/48', perHour: 2 },
  ];
  const taken = async (source: string, calls: number, clock = new FakeClock()) => {
    // Each run has hours of its own, because the tables stay.
    clock.advance(3600 * randomInt(1, 100_000));
    const limiter = makeLimiter(clock, allowances);
    const kinds = [];
    for (let n = 0; n < calls; n++) kinds.push((await limiter.take('start', source, 1)).kind);
    return kinds.filter((kind) => kind === 'within').length;
  };

  test.each([
    ['203.0.113.9', 3],
    ['203.0.114.9', 1],
    ['2001:db8:1:2::/64', 2],
    ['2001:db8:2:2::/64', 1],
  ])('lets %s make %i calls', async (source, calls) => {
    expect(await taken(source, 5)).toBe(calls);
  });
});

test('the ordered allowances are read only for a call beyond its limit', async () => {
  let reads = 0;
  const current = async () => {
    reads++;
    return [];
  };
  const networks = { fixed: [], ordered: { current } };
  const limiter = new DynamoDbSourceLimiter(tables.documents, 'resets', new FakeClock(), networks);
  const source = randomUUID();
  await limiter.take('start', source, 1);
  expect(reads).toBe(0);
  expect((await limiter.take('start', source, 1)).kind).toBe('exceeded');
  expect(reads).toBe(1);
});

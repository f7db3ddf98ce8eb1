import { pendingIn } from '../../../bench/cost/measure.ts';
import { isOver, poisson, simulate } from '../../../bench/scale/simulation.ts';
import { fullAt, fullness, MOST, type Station } from '../../../bench/scale/stations.ts';
import { checkSettings } from '../../../lib/settings/check.ts';
import { dev } from '../../../lib/settings/stages/dev.ts';
import { seededRandom } from '../../../testkit/measuring/statistics.ts';
import type { WireCall } from '../../../testkit/wire/wire-proxy.ts';

const station = (changes: Partial<Station> = {}): Station => ({
  name: 'a station',
  load: 2,
  capacity: 100,
  per: 'second',
  unit: 'units',
  lanes: 1,
  burst: 0,
  excess: 'refused',
  raisedBy: 'setting',
  how: 'a setting',
  ...changes,
});

describe('how full a station is', () => {
  test('counts what all resets take against all lanes', () => {
    expect(fullness(station(), 25)).toBe(0.5);
    expect(fullness(station({ lanes: 4 }), 25)).toBe(0.125);
    expect(fullAt(station({ lanes: 4 }))).toBe(12_000);
  });

  test('counts the whole day where the limit is of a day', () => {
    expect(fullness(station({ per: 'day', capacity: 172_800 }), 0.5)).toBe(0.5);
    expect(fullAt(station({ per: 'day', capacity: 172_800 }))).toBe(60);
  });
});

describe('the simulation', () => {
  const passes = (changes: Partial<Station>, perSecond: number) =>
    simulate(station(changes), perSecond, 600, seededRandom(7));

  test('refuses about what is too much, and nothing far below', () => {
    expect(passes({}, 20).refused).toBe(0);
    expect(passes({}, 100).refused).toBeCloseTo(0.5, 1);
    expect(isOver(passes({}, 100))).toBe(true);
  });

  test('a burst is let through, and only for as long as it lasts', () => {
    const rested = { capacity: 10, load: 1, burst: 1000 };
    expect(simulate(station(rested), 20, 60, seededRandom(7)).refused).toBe(0);
    expect(simulate(station(rested), 20, 1800, seededRandom(7)).refused).toBeGreaterThan(0.3);
  });

  test('what waits is worked off, or falls ever further behind', () => {
    expect(isOver(passes({ excess: 'waits' }, 40))).toBe(false);
    // Twice as much as it takes: after ten minutes it is ten minutes behind.
    expect(passes({ excess: 'waits' }, 100).behind).toBeGreaterThan(540);
  });

  test("a day's quota is spent once", () => {
    expect(passes({ per: 'day', capacity: 172_800 }, 0.5).refused).toBe(0);
    expect(passes({ per: 'day', capacity: 172_800 }, 2).refused).toBeCloseTo(0.5, 1);
  });

  test('resets spread over lanes fill the fullest of them first', () => {
    const [one, many] = [passes({ lanes: 1, capacity: 200 }, 90), passes({ lanes: 20, capacity: 10 }, 90)];
    expect(one.refused).toBeLessThan(many.refused);
  });

  test.each([0.2, 5, 400])('arrivals come as often as expected: %d a second', (expected) => {
    const random = seededRandom(3);
    const counts = Array.from({ length: 4000 }, () => poisson(expected, random));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(mean / expected).toBeCloseTo(1, 1);
    expect(variance / expected).toBeGreaterThan(0.85);
    expect(variance / expected).toBeLessThan(1.15);
  });
});

test('pending records are counted by the kind of their key in the index', () => {
  const call = (operation: string, body: object, status = 200): WireCall => ({
    method: 'POST',
    path: '/',
    operation,
    caller: 'start-reset',
    body: JSON.stringify(body),
    begun: 0,
    status,
  });
  const update = (UpdateExpression: string, pending: string) =>
    call('UpdateItem', { UpdateExpression, ExpressionAttributeValues: { ':v1': { S: pending } } });
  const calls = [
    call('PutItem', { Item: { pending: { S: 'mail' } } }),
    call('PutItem', { Item: { pending: { S: 'mail' } } }, 400),
    call('PutItem', { Item: { key: { S: 'CAPTCHA#1' } } }),
    update('SET #pending = :v1', 'outcome-3'),
    update('SET #state = :v1 REMOVE #pending', 'SENT'),
    call('GetItem', {}),
  ];
  expect(pendingIn(calls, 1)).toEqual({ mail: 1, outcome: 1 });
  expect(pendingIn(calls, 2)).toEqual({ mail: 0.5, outcome: 0.5 });
});

test.each(Object.entries(MOST))('%s takes %d and no more', (name, most) => {
  expect(() => checkSettings(dev, { ...MOST, [name]: most })).not.toThrow();
  expect(() => checkSettings(dev, { ...MOST, [name]: most + 1 })).toThrow(name);
});

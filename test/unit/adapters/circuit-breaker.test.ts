import { CircuitBreaker } from '../../../functions/adapters/circuit-breaker.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';

const rules = { outages: 3, window: 60, pause: 10 };

function setUp() {
  const clock = new FakeClock();
  const breaker = new CircuitBreaker(clock, rules);
  const fail = (times: number) => {
    for (let call = 0; call < times; call += 1) breaker.failed();
  };
  return { clock, breaker, fail };
}

describe('the circuit breaker', () => {
  test('opens after three outages in a row', () => {
    const { breaker, fail } = setUp();
    fail(2);
    expect(breaker.admits()).toBe(true);
    fail(1);
    expect(breaker.admits()).toBe(false);
  });

  test('stays closed if an answer came in between, or the outages are far apart', () => {
    const { clock, breaker, fail } = setUp();
    fail(2);
    breaker.answered();
    fail(2);
    expect(breaker.admits()).toBe(true);
    clock.advance(61);
    fail(2);
    expect(breaker.admits()).toBe(true);
  });

  test('lets one call try after the pause, while the others still wait', () => {
    const { clock, breaker, fail } = setUp();
    fail(3);
    clock.advance(9);
    expect(breaker.admits()).toBe(false);
    clock.advance(1);
    expect([1, 2, 3].map(() => breaker.admits())).toEqual([true, false, false]);
  });

  test('closes when the trial is answered', () => {
    const { clock, breaker, fail } = setUp();
    fail(3);
    clock.advance(10);
    breaker.admits();
    breaker.answered();
    expect([1, 2, 3].map(() => breaker.admits())).toEqual([true, true, true]);
    fail(2);
    expect(breaker.admits()).toBe(true);
  });

  test('opens again when the trial fails, though the first outages are long ago', () => {
    const { clock, breaker, fail } = setUp();
    fail(3);
    clock.advance(600);
    expect(breaker.admits()).toBe(true);
    fail(1);
    expect(breaker.admits()).toBe(false);
    clock.advance(10);
    expect(breaker.admits()).toBe(true);
  });

  test('lets another call try when the trial never reports', () => {
    const { clock, breaker, fail } = setUp();
    fail(3);
    clock.advance(10);
    expect(breaker.admits()).toBe(true);
    clock.advance(10);
    expect(breaker.admits()).toBe(true);
  });
});

import fc from 'fast-check';
import {
  countAttempt,
  LOGIN_DELAY,
  type LoginAttempts,
  type LoginProof,
} from '../../../functions/domain/login-delay.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const START = 1_800_000_000;

/** Most comparisons in any hour and in any 24 hours: docs/reference/guess-budget.md. */
const AN_HOUR = 19;
const A_DAY = 88;

const proof: LoginProof = { change: '', logins: 0, provenAt: 0 };

/** One attempt: seconds after the one before, or as early as it is allowed. */
interface Step {
  readonly gap: number | 'allowed';
  /** True if the password is right. */
  readonly right?: boolean;
}

/** Plays attempts; returns the instants of the wrong passwords that were compared, and the longest wait. */
function play(steps: Iterable<Step>): { failures: number[]; longestWait: number } {
  let attempts: LoginAttempts | undefined;
  let owner = proof;
  let now = START;
  let longestWait = 0;
  const failures: number[] = [];
  for (const { gap, right = false } of steps) {
    now += gap === 'allowed' ? 0 : gap;
    let decision = countAttempt(attempts, now, owner);
    if (decision.kind === 'delayed') {
      longestWait = Math.max(longestWait, decision.retryAfterSeconds);
      if (gap !== 'allowed') continue;
      now += decision.retryAfterSeconds;
      decision = countAttempt(attempts, now, owner);
      if (decision.kind === 'delayed') throw new Error('delayed for longer than was said');
    }
    ({ attempts } = decision);
    if (right) owner = { ...owner, logins: owner.logins + 1, provenAt: now };
    else failures.push(now);
  }
  return { failures, longestWait };
}

const failuresAt = (...gaps: readonly Step['gap'][]): number[] => play(gaps.map((gap) => ({ gap }))).failures;

const mostIn = (seconds: number, instants: readonly number[]): number =>
  Math.max(0, ...instants.map((from) => instants.filter((at) => at >= from && at < from + seconds).length));

const TEN = Array<number>(LOGIN_DELAY.freeFailures).fill(0);

test('ten failures at once are free, and the eleventh waits a minute', () => {
  expect(failuresAt(...TEN)).toHaveLength(10);
  expect(failuresAt(...TEN, 59)).toHaveLength(10);
  expect(failuresAt(...TEN, 59, 1)).toHaveLength(11);
});

test('an attacker who never rests gets 100 comparisons in a row, and then one in six hours', () => {
  const compared = failuresAt(...Array<'allowed'>(300).fill('allowed'));
  expect(mostIn(DAY, compared)).toBeLessThanOrEqual(A_DAY);
  expect(mostIn(DAY, compared)).toBeGreaterThan(A_DAY - 6);
  expect(mostIn(30 * DAY, compared)).toBeLessThanOrEqual(220);
  expect(compared[LOGIN_DELAY.inARow - 1]).toBeLessThan(START + 2 * DAY);
  const later = compared.slice(LOGIN_DELAY.inARow - 1);
  // The clock moves on: the account is never locked for good.
  expect(later).toHaveLength(201);
  expect(new Set(later.slice(1).map((at, index) => at - (later[index] ?? 0)))).toEqual(new Set([6 * HOUR]));
});

const gap: fc.Arbitrary<Step['gap']> = fc.oneof(
  fc.constant('allowed' as const),
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 2 * HOUR }),
  fc.integer({ min: 0, max: 3 * DAY }),
);
const scriptOf = (right: fc.Arbitrary<boolean>) =>
  fc.array(fc.record({ gap, right }), { minLength: 1, maxLength: 300, size: 'max' });

test.each([
  ['no right login', fc.constant(false)],
  ['right logins in between, of which each gives back itself alone', fc.boolean()],
])('at whatever instants they come, with %s: never more comparisons than published, and never off', (_what, right) => {
  fc.assert(
    fc.property(scriptOf(right), (script) => {
      const { failures, longestWait } = play(script);
      expect(mostIn(HOUR, failures)).toBeLessThanOrEqual(AN_HOUR);
      expect(mostIn(DAY, failures)).toBeLessThanOrEqual(A_DAY);
      expect(longestWait).toBeLessThanOrEqual(LOGIN_DELAY.delayInARow);
    }),
  );
});

test('a success ends the count in a row, and a new password all counts', () => {
  const inARow: LoginAttempts = { ...proof, debt: 0, inARow: LOGIN_DELAY.inARow, at: START };
  expect(countAttempt(inARow, START + HOUR, proof).kind).toBe('delayed');
  expect(countAttempt(inARow, START + HOUR, { ...proof, provenAt: START })).toMatchObject({ attempts: { inARow: 1 } });
  const indebted: LoginAttempts = { ...inARow, debt: 20 * LOGIN_DELAY.regained };
  expect(countAttempt(indebted, START, { ...proof, logins: 1 }).kind).toBe('delayed');
  expect(countAttempt(indebted, START, { ...proof, change: 'reset.1' })).toMatchObject({
    attempts: { inARow: 1, debt: LOGIN_DELAY.regained, change: 'reset.1' },
  });
});

test('a parallel attempt that read the account earlier takes no success back', () => {
  const newer: LoginAttempts = { change: '', logins: 5, provenAt: START, debt: 1200, inARow: 1, at: START };
  expect(countAttempt(newer, START + 1, { change: '', logins: 3, provenAt: 0 })).toMatchObject({
    attempts: { logins: 5, provenAt: START, inARow: 2 },
  });
});

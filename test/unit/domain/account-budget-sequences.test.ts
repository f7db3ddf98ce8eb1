import fc from 'fast-check';
import { type BudgetLimits, freshBudget, reserveIssue, settled } from '../../../functions/domain/account-budget.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const START = 1_800_000_000;

describe('in any sequence of requests', () => {
  interface Event {
    readonly wait: number;
    readonly request: number;
    readonly lane?: 'mail';
    /** Guesses at the codes of the request, once they are known. */
    readonly guesses?: number;
    /** A login one second before this request; `late`: the directory does not show it yet. */
    readonly login?: 'shown' | 'late';
  }
  const events = fc.array(
    fc.record<Event>(
      {
        wait: fc.oneof(
          fc.nat(2 * MINUTE),
          fc.nat(2 * HOUR),
          fc.nat(2 * DAY),
          fc.constantFrom(HOUR - 1, HOUR, DAY - 1, DAY),
        ),
        request: fc.nat(40),
        lane: fc.constantFrom(undefined, undefined, 'mail'),
        guesses: fc.option(fc.nat(6), { nil: undefined }),
        login: fc.constantFrom(undefined, undefined, undefined, undefined, 'shown', 'late'),
      },
      { requiredKeys: ['wait', 'request'] },
    ),
    { maxLength: 120 },
  );
  const anyLimits = fc.record({
    attemptsPerCode: fc.integer({ min: 1, max: 5 }),
    codesPerHour: fc.integer({ min: 1, max: 3 }),
    codesPerDay: fc.integer({ min: 1, max: 10 }),
    guessesSinceSuccess: fc.integer({ min: 5, max: 40 }),
    resendCooldown: fc.constantFrom(0, 60),
  });

  interface Granted {
    readonly at: number;
    readonly lane: 'mail' | undefined;
    readonly linkOnly: boolean;
    /** Guesses that can have been made at this code: all, until it is known to be fewer. */
    guesses: number;
    /** The last login that the budget knew of after this grant. */
    readonly provenAt: number;
  }

  /** Plays the events, each with a request of its own whose guesses may become known at the next event. */
  function play(sequence: readonly Event[], rules: BudgetLimits, after: (granted: readonly Granted[]) => void): void {
    const granted: Granted[] = [];
    let budget = freshBudget;
    let now = START;
    let [shownLogin, lastLogin] = [0, 0];
    sequence.forEach(({ wait, lane, guesses, login }, position) => {
      now += wait;
      shownLogin = lastLogin;
      if (login !== undefined) lastLogin = now - 1;
      if (login === 'shown') shownLogin = lastLogin;
      const key = `RESET#${position}`;
      const outcome = reserveIssue(budget, { id: `${key}#1`, lane, provenAt: shownLogin }, now, rules);
      ({ budget } = outcome);
      if (outcome.kind === 'refused') return;
      const { linkOnly } = outcome;
      const code = { at: now, lane, linkOnly, guesses: rules.attemptsPerCode, provenAt: budget.succeededAt };
      granted.push(code);
      after(granted);
      if (guesses === undefined || linkOnly) return;
      code.guesses = Math.min(guesses, rules.attemptsPerCode);
      budget = settled(budget, key, guesses, rules);
      after(granted);
    });
  }

  const mostWithin = (granted: readonly Granted[], span: number) =>
    Math.max(0, ...granted.map(({ at }) => granted.filter((other) => other.at > at - span && other.at <= at).length));

  test('no hour and no day exceeds its codes, in either lane', () => {
    fc.assert(
      fc.property(events, anyLimits, (sequence, rules) => {
        let last: readonly Granted[] = [];
        play(sequence, rules, (granted) => (last = granted));
        for (const lane of [undefined, 'mail'] as const) {
          const ofLane = last.filter((code) => code.lane === lane);
          expect(mostWithin(ofLane, HOUR)).toBeLessThanOrEqual(rules.codesPerHour);
          expect(mostWithin(ofLane, DAY)).toBeLessThanOrEqual(rules.codesPerDay);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the guesses since the last success stay within the limit, even when the directory shows a login late', () => {
    fc.assert(
      fc.property(events, anyLimits, (sequence, rules) => {
        play(sequence, rules, (granted) => {
          const { provenAt = 0 } = granted.at(-1) ?? {};
          const guessable = granted.filter(({ at, linkOnly }) => at > provenAt && !linkOnly);
          const guesses = guessable.reduce((sum, code) => sum + code.guesses, 0);
          expect(guesses).toBeLessThanOrEqual(rules.guessesSinceSuccess);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('recovery is never off: within a day of the last code, another is granted', () => {
    fc.assert(
      fc.property(events, anyLimits, fc.constantFrom(undefined, 'mail' as const), (sequence, rules, lane) => {
        let budget = freshBudget;
        let now = START;
        sequence.forEach((event, position) => {
          now += event.wait;
          ({ budget } = reserveIssue(budget, { id: `RESET#${position}#1`, lane: event.lane }, now, rules));
        });
        const refused = reserveIssue(budget, { id: 'RESET#next#1', lane }, now, rules);
        const until = refused.kind === 'refused' ? refused.until : now;
        expect(until - now).toBeLessThanOrEqual(DAY);
        const next = reserveIssue(refused.budget, { id: 'RESET#next#2', lane }, until, rules);
        expect(next.kind === 'refused' ? next.until > until : true).toBe(true);
        expect(reserveIssue(refused.budget, { id: 'RESET#next#2', lane }, now + DAY, rules).kind).toBe('granted');
      }),
      { numRuns: 300 },
    );
  });

  test('an issue with a reservation is granted again within the day, at no cost', () => {
    fc.assert(
      fc.property(fc.nat(DAY - 1), fc.nat(100), anyLimits, (later, guessesSinceSuccess, rules) => {
        const { budget } = reserveIssue(freshBudget, { id: 'RESET#a#1' }, START, rules);
        const stored = { ...budget, guessesSinceSuccess };
        const again = reserveIssue(stored, { id: 'RESET#a#1' }, START + later, rules);
        expect(again).toEqual({ kind: 'granted', first: false, linkOnly: false, budget: stored });
      }),
    );
  });
});

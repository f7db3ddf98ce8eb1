import fc from 'fast-check';
import { type BudgetLimits, freshBudget, reserveIssue } from '../../../functions/domain/account-budget.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const START = 1_800_000_000;

describe('in any sequence of requests', () => {
  interface Event {
    readonly wait: number;
    readonly request: number;
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
  });

  interface Granted {
    readonly at: number;
    readonly id: string;
    /** The last login that the budget knew of after this grant. */
    readonly provenAt: number;
  }

  /** Plays the events. A code counts as granted where its issue had no reservation within the last day. */
  function play(sequence: readonly Event[], rules: BudgetLimits): Granted[] {
    const granted: Granted[] = [];
    let budget = freshBudget;
    let now = START;
    let [shownLogin, lastLogin] = [0, 0];
    for (const { wait, request, login } of sequence) {
      now += wait;
      shownLogin = lastLogin;
      if (login !== undefined) lastLogin = now - 1;
      if (login === 'shown') shownLogin = lastLogin;
      const id = `RESET#${request}#1`;
      const known = budget.issues.some((issue) => issue.id === id && issue.at > now - DAY);
      const outcome = reserveIssue(budget, id, now, rules, shownLogin);
      if (outcome.kind === 'granted' && !known) granted.push({ at: now, id, provenAt: outcome.budget.succeededAt });
      budget = outcome.budget;
    }
    return granted;
  }

  const mostWithin = (granted: readonly Granted[], span: number) =>
    Math.max(0, ...granted.map(({ at }) => granted.filter((other) => other.at > at - span && other.at <= at).length));

  test('no hour and no day exceeds its codes', () => {
    fc.assert(
      fc.property(events, anyLimits, (sequence, rules) => {
        const granted = play(sequence, rules);
        expect(mostWithin(granted, HOUR)).toBeLessThanOrEqual(rules.codesPerHour);
        expect(mostWithin(granted, DAY)).toBeLessThanOrEqual(rules.codesPerDay);
      }),
      { numRuns: 300 },
    );
  });

  test('the guesses since the last success stay within the limit, even when the directory shows a login late', () => {
    fc.assert(
      fc.property(events, anyLimits, (sequence, rules) => {
        const granted = play(sequence, rules);
        granted.forEach(({ provenAt }, position) => {
          const since = granted.slice(0, position + 1).filter(({ at }) => at > provenAt);
          expect(since.length * rules.attemptsPerCode).toBeLessThanOrEqual(rules.guessesSinceSuccess);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('an issue with a reservation is granted again within the day, at no cost, even in a pause', () => {
    fc.assert(
      fc.property(fc.nat(DAY - 1), fc.nat(100), anyLimits, (later, guessesSinceSuccess, rules) => {
        const { budget } = reserveIssue(freshBudget, 'RESET#a#1', START, rules);
        const stored = { ...budget, guessesSinceSuccess };
        const again = reserveIssue(stored, 'RESET#a#1', START + later, rules);
        expect(again).toEqual({ kind: 'granted', budget: stored });
      }),
    );
  });
});

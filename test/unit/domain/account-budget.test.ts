import fc from 'fast-check';
import {
  type AccountBudget,
  type BudgetLimits,
  freshBudget,
  isPaused,
  outstandingKeys,
  reserveIssue,
  resumed,
} from '../../../functions/domain/account-budget.ts';

const limits: BudgetLimits = { attemptsPerCode: 5, codesPerHour: 3, codesPerDay: 10, guessesSinceSuccess: 100 };
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const START = 1_800_000_000;

const issuesAt = (...moments: number[]) => moments.map((at, position) => ({ at, id: `RESET#old${position}#1` }));

/** A budget whose issues lie so many seconds before START. */
const budgetWith = (secondsAgo: readonly number[], rest: Partial<AccountBudget> = {}): AccountBudget => ({
  ...freshBudget,
  issues: issuesAt(...secondsAgo.map((ago) => START - ago)),
  ...rest,
});

const hourly = (count: number) => Array.from({ length: count }, (_, position) => (count - position) * HOUR);

describe('a further code', () => {
  test.each([
    ['of a fresh account', freshBudget, 'granted'],
    ['after two within the hour', budgetWith([20, 10]), 'granted'],
    ['after three within the hour', budgetWith([3599, 20, 10]), 'codes-per-hour'],
    ['when the first of three is an hour old', budgetWith([3600, 20, 10]), 'granted'],
    ['after nine within the day', budgetWith(hourly(9)), 'granted'],
    ['after ten within the day', budgetWith(hourly(10)), 'codes-per-day'],
    ['when the first of ten is a second short of a day', budgetWith([DAY - 1, ...hourly(9)]), 'codes-per-day'],
    ['when the first of ten is a day old', budgetWith([DAY, ...hourly(9)]), 'granted'],
    ['when 95 guesses were given out', budgetWith([], { guessesSinceSuccess: 95 }), 'granted'],
    ['when 96 guesses were given out', budgetWith([], { guessesSinceSuccess: 96 }), 'recovery-paused'],
    [
      'in a pause, with the day used up as well',
      budgetWith(hourly(10), { guessesSinceSuccess: 100 }),
      'recovery-paused',
    ],
  ])('%s', (_case, budget, expected) => {
    const outcome = reserveIssue(budget, 'RESET#new#1', START, limits);
    expect(outcome.kind === 'granted' ? 'granted' : outcome.reason).toBe(expected);
  });

  test('spends all its guesses at once', () => {
    const { budget } = reserveIssue(freshBudget, 'RESET#new#1', START, limits);
    expect(budget).toEqual({
      issues: [{ at: START, id: 'RESET#new#1' }],
      guessesSinceSuccess: 5,
      succeededAt: 0,
    });
  });

  test('refused spends nothing', () => {
    const stored = budgetWith([30, 20, 10], { guessesSinceSuccess: 15 });
    const { budget } = reserveIssue(stored, 'RESET#new#1', START, limits);
    expect(budget.issues).toEqual(stored.issues);
    expect(budget.guessesSinceSuccess).toBe(15);
  });
});

describe('a success', () => {
  const paused = budgetWith([], { guessesSinceSuccess: 100, succeededAt: START - DAY });

  test('ends the pause', () => {
    const outcome = reserveIssue(paused, 'RESET#new#1', START, limits, START - 1);
    expect(outcome).toMatchObject({ kind: 'granted', budget: { guessesSinceSuccess: 5, succeededAt: START - 1 } });
  });

  test('that is already known gives no guesses back', () => {
    const outcome = reserveIssue(paused, 'RESET#new#1', START, limits, START - DAY);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'recovery-paused' });
  });

  test('gives back no codes of the hour or the day', () => {
    const outcome = reserveIssue(budgetWith([30, 20, 10]), 'RESET#new#1', START, limits, START - 1);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'codes-per-hour' });
  });

  test('gives back no guesses of codes that were issued after it', () => {
    const stored = budgetWith([30, 10], { guessesSinceSuccess: 60 });
    const outcome = reserveIssue(stored, 'RESET#new#1', START, limits, START - 20);
    expect(outcome.budget.guessesSinceSuccess).toBe(10);
  });
});

describe('the owner is notified', () => {
  const paused = budgetWith([], { guessesSinceSuccess: 100 });
  const tell = (budget: AccountBudget, id: string, now = START, provenAt = 0) => {
    const outcome = reserveIssue(budget, id, now, limits, provenAt);
    return { told: outcome.kind === 'refused' && outcome.tell, budget: outcome.budget };
  };

  test('once in a pause, however long it lasts', () => {
    const first = tell(paused, 'RESET#a#1');
    expect(first.told).toBe(true);
    expect(tell(first.budget, 'RESET#b#1').told).toBe(false);
    expect(tell(first.budget, 'RESET#b#1', START + 30 * DAY).told).toBe(false);
  });

  test('again when that delivery is repeated, because its mail may not have gone out', () => {
    const first = tell(paused, 'RESET#a#1');
    expect(tell(first.budget, 'RESET#a#1', START + MINUTE).told).toBe(true);
  });

  test('again in the next pause', () => {
    const first = tell(paused, 'RESET#a#1');
    const later = { ...tell(first.budget, 'RESET#b#1', START + 2 * DAY, START + DAY).budget, guessesSinceSuccess: 100 };
    expect(tell(later, 'RESET#c#1', START + 3 * DAY).told).toBe(true);
  });

  test('once a day while the day is used up', () => {
    const first = tell(budgetWith(hourly(10)), 'RESET#a#1');
    expect(first.told).toBe(true);
    expect(tell(first.budget, 'RESET#b#1', START + 10).told).toBe(false);
    const nextDay = { ...first.budget, issues: issuesAt(...hourly(10).map((ago) => START + DAY - ago)) };
    expect(tell(nextDay, 'RESET#c#1', START + DAY).told).toBe(true);
  });

  test('of the pause, even after a notice of the day', () => {
    const first = tell(budgetWith(hourly(10)), 'RESET#a#1');
    expect(tell({ ...first.budget, guessesSinceSuccess: 100 }, 'RESET#b#1').told).toBe(true);
  });

  test('never of the end of an hour', () => {
    expect(tell(budgetWith([30, 20, 10]), 'RESET#a#1').told).toBe(false);
  });
});

test('the outstanding requests are those of the issues, each once, except the given one', () => {
  const issues = ['RESET#a#1', 'RESET#a#2', 'RESET#b#1', 'RESET#c#10'].map((id) => ({ at: START, id }));
  expect(outstandingKeys({ ...freshBudget, issues }, 'RESET#b')).toEqual(['RESET#a', 'RESET#c']);
});

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

describe('recovery that an administrator resumes', () => {
  const paused = budgetWith([20, 10], {
    guessesSinceSuccess: 100,
    succeededAt: START - DAY,
    told: { at: START - HOUR, id: 'RESET#told#1', reason: 'recovery-paused' },
  });

  test('goes on with a new count, within the codes of the hour and the day', () => {
    expect(isPaused(paused, limits)).toBe(true);
    const budget = resumed(paused);
    expect(isPaused(budget, limits)).toBe(false);
    expect(budget).toMatchObject({ guessesSinceSuccess: 0, succeededAt: START - DAY, issues: paused.issues });
    const next = reserveIssue(budget, 'RESET#new#1', START, limits);
    expect(next).toMatchObject({ kind: 'granted', budget: { guessesSinceSuccess: 5 } });
    expect(reserveIssue(next.budget, 'RESET#newer#1', START, limits)).toMatchObject({ reason: 'codes-per-hour' });
  });

  test('notifies its owner again when it is paused again', () => {
    const again = { ...resumed(paused), guessesSinceSuccess: 100 };
    expect(reserveIssue(again, 'RESET#new#1', START, limits)).toMatchObject({ kind: 'refused', tell: true });
  });
});

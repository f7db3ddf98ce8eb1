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
  const notify = (budget: AccountBudget, id: string, now = START, provenAt = 0) => {
    const outcome = reserveIssue(budget, id, now, limits, provenAt);
    return { notified: outcome.kind === 'refused' && outcome.notify, budget: outcome.budget };
  };

  test('once in a pause, however long it lasts', () => {
    const first = notify(paused, 'RESET#a#1');
    expect(first.notified).toBe(true);
    expect(notify(first.budget, 'RESET#b#1').notified).toBe(false);
    expect(notify(first.budget, 'RESET#b#1', START + 30 * DAY).notified).toBe(false);
  });

  test('again when the delivery that notified them is repeated, because its mail may not have gone out', () => {
    const first = notify(paused, 'RESET#a#1');
    expect(notify(first.budget, 'RESET#a#1', START + MINUTE).notified).toBe(true);
  });

  test('again in the next pause', () => {
    const first = notify(paused, 'RESET#a#1');
    const later = {
      ...notify(first.budget, 'RESET#b#1', START + 2 * DAY, START + DAY).budget,
      guessesSinceSuccess: 100,
    };
    expect(notify(later, 'RESET#c#1', START + 3 * DAY).notified).toBe(true);
  });

  test('once a day while the day is used up', () => {
    const first = notify(budgetWith(hourly(10)), 'RESET#a#1');
    expect(first.notified).toBe(true);
    expect(notify(first.budget, 'RESET#b#1', START + 10).notified).toBe(false);
    const nextDay = { ...first.budget, issues: issuesAt(...hourly(10).map((ago) => START + DAY - ago)) };
    expect(notify(nextDay, 'RESET#c#1', START + DAY).notified).toBe(true);
  });

  test('of the pause, even when already notified of the day', () => {
    const first = notify(budgetWith(hourly(10)), 'RESET#a#1');
    expect(notify({ ...first.budget, guessesSinceSuccess: 100 }, 'RESET#b#1').notified).toBe(true);
  });

  test('never of the end of an hour', () => {
    expect(notify(budgetWith([30, 20, 10]), 'RESET#a#1').notified).toBe(false);
  });
});

test('the outstanding requests are those of the issues, each once, except the given one', () => {
  const issues = ['RESET#a#1', 'RESET#a#2', 'RESET#b#1', 'RESET#c#10'].map((id) => ({ at: START, id }));
  expect(outstandingKeys({ ...freshBudget, issues }, 'RESET#b')).toEqual(['RESET#a', 'RESET#c']);
});

describe('recovery that an administrator resumes', () => {
  const paused = budgetWith([20, 10], {
    guessesSinceSuccess: 100,
    succeededAt: START - DAY,
    notice: { at: START - HOUR, id: 'RESET#noticed#1', reason: 'recovery-paused' },
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

  test('notifies the owner again when it is paused again', () => {
    const again = { ...resumed(paused), guessesSinceSuccess: 100 };
    expect(reserveIssue(again, 'RESET#new#1', START, limits)).toMatchObject({ kind: 'refused', notify: true });
  });
});

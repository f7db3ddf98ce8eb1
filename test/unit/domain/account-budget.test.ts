import {
  type AccountBudget,
  type BudgetLimits,
  freshBudget,
  isLinkOnly,
  lifted,
  limitOnStart,
  openKeys,
  outstandingKeys,
  reserveIssue,
  resumed,
  settled,
  stateOf,
} from '../../../functions/domain/account-budget.ts';

const limits: BudgetLimits = {
  attemptsPerCode: 5,
  codesPerHour: 3,
  codesPerDay: 10,
  guessesSinceSuccess: 100,
  resendCooldown: 0,
};
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

const reserve = (budget: AccountBudget, id: string, now = START, rest: { lane?: 'mail'; provenAt?: number } = {}) =>
  reserveIssue(budget, { id, ...rest }, now, limits);

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
    ['when 96 guesses were given out', budgetWith([], { guessesSinceSuccess: 96 }), 'granted for its link alone'],
  ])('%s', (_case, budget, expected) => {
    const outcome = reserve(budget, 'RESET#new#1');
    const granted = outcome.kind === 'granted' && (outcome.linkOnly ? 'granted for its link alone' : 'granted');
    expect(granted === false ? outcome.kind === 'refused' && outcome.reason : granted).toBe(expected);
  });

  test('spends all its guesses at once', () => {
    const { budget } = reserve(freshBudget, 'RESET#new#1');
    expect(budget).toEqual({
      issues: [{ at: START, id: 'RESET#new#1' }],
      guessesSinceSuccess: 5,
      succeededAt: 0,
    });
  });

  test('for its link alone spends no guesses, and stays so when its delivery is repeated', () => {
    const first = reserve(budgetWith([], { guessesSinceSuccess: 98 }), 'RESET#new#1');
    expect(first.budget.guessesSinceSuccess).toBe(98);
    const again = reserve({ ...first.budget, guessesSinceSuccess: 0 }, 'RESET#new#1', START + MINUTE);
    expect(again).toMatchObject({ kind: 'granted', first: false, linkOnly: true });
  });

  test('refused spends nothing, and says from when one may be issued', () => {
    const stored = budgetWith([30, 20, 10], { guessesSinceSuccess: 15 });
    const outcome = reserve(stored, 'RESET#new#1');
    expect(outcome).toMatchObject({ kind: 'refused', until: START - 30 + HOUR });
    expect(outcome.budget.issues).toEqual(stored.issues);
    expect(outcome.budget.guessesSinceSuccess).toBe(15);
    expect(reserve(budgetWith(hourly(10)), 'RESET#new#1')).toMatchObject({ until: START - 10 * HOUR + DAY });
  });

  test('of the reader of a mail has windows of its own, in which strangers use up nothing', () => {
    const full = reserve(budgetWith([30, 20, 10]), 'RESET#a#1', START, { lane: 'mail' });
    expect(full.kind).toBe('granted');
    const day = reserve(budgetWith(hourly(10)), 'RESET#a#1', START, { lane: 'mail' });
    expect(day.kind).toBe('granted');
    let { budget } = full;
    for (const id of ['RESET#b#1', 'RESET#c#1']) ({ budget } = reserve(budget, id, START, { lane: 'mail' }));
    expect(reserve(budget, 'RESET#d#1', START, { lane: 'mail' })).toMatchObject({ reason: 'codes-per-hour' });
  });
});

describe('the cooldown of an account', () => {
  const cool = { ...limits, resendCooldown: 60 };
  const at = (seconds: number, id = 'RESET#b#1', lane?: 'mail') =>
    reserveIssue(reserve(freshBudget, 'RESET#a#1').budget, { id, lane }, START + seconds, cool);

  test('refuses the code of another request within it, without a mail', () => {
    expect(at(59)).toMatchObject({ kind: 'refused', reason: 'account-cooldown', until: START + 60, notify: false });
    expect(at(60).kind).toBe('granted');
  });

  test('does not hold up the code after a request that has ended', () => {
    const ended = settled(reserve(freshBudget, 'RESET#a#1').budget, 'RESET#a', 0, cool);
    expect(reserveIssue(ended, { id: 'RESET#b#1' }, START + 1, cool).kind).toBe('granted');
  });

  test('leaves the same request alone, whose resend has a cooldown already, and the reader of a mail', () => {
    expect(at(10, 'RESET#a#2').kind).toBe('granted');
    expect(at(10, 'RESET#b#1', 'mail').kind).toBe('granted');
  });
});

describe('a success', () => {
  const used = budgetWith([], { guessesSinceSuccess: 100, succeededAt: START - DAY });

  test('gives the guesses back', () => {
    const outcome = reserve(used, 'RESET#new#1', START, { provenAt: START - 1 });
    expect(outcome).toMatchObject({
      kind: 'granted',
      linkOnly: false,
      budget: { guessesSinceSuccess: 5, succeededAt: START - 1 },
    });
  });

  test('that is already known gives no guesses back', () => {
    const outcome = reserve(used, 'RESET#new#1', START, { provenAt: START - DAY });
    expect(outcome).toMatchObject({ kind: 'granted', linkOnly: true });
  });

  test('gives back no codes of the hour or the day', () => {
    const outcome = reserve(budgetWith([30, 20, 10]), 'RESET#new#1', START, { provenAt: START - 1 });
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'codes-per-hour' });
  });

  test('gives back no guesses of codes that were issued after it', () => {
    const stored = budgetWith([30, 10], { guessesSinceSuccess: 60 });
    const outcome = reserve(stored, 'RESET#new#1', START, { provenAt: START - 20 });
    expect(outcome.budget.guessesSinceSuccess).toBe(10);
  });

  test('leaves nothing of older codes to be given back once more', () => {
    const { budget } = reserve(budgetWith([30]), 'RESET#new#1', START, { provenAt: START - 20 });
    expect(settled(budget, 'RESET#old0', 0, limits)).toBe(budget);
  });
});

describe('guesses that were not made', () => {
  const three = ['RESET#a#1', 'RESET#a#2', 'RESET#b#1'].reduce((budget, id) => reserve(budget, id).budget, freshBudget);

  test.each([
    [0, 5],
    [1, 6],
    [7, 12],
    [10, 15],
    [99, 15],
  ])('are given back once their request has ended with %i guesses', (guesses, left) => {
    const budget = settled(three, 'RESET#a', guesses, limits);
    expect(budget.guessesSinceSuccess).toBe(left);
    expect(settled(budget, 'RESET#a', guesses, limits)).toBe(budget);
    expect(openKeys(budget)).toEqual(['RESET#b']);
  });

  test('of a later code of the same request are counted by what was not counted yet', () => {
    const first = settled(three, 'RESET#a', 6, limits);
    const later = settled(reserve(first, 'RESET#a#3', START + HOUR).budget, 'RESET#a', 8, limits);
    expect(later.guessesSinceSuccess).toBe(6 + 2 + 5);
  });

  test('are remembered for eight days where they are not known, and then count as made', () => {
    const after = (days: number) => reserve(three, 'RESET#new#1', START + days * DAY).budget;
    expect(openKeys(after(7))).toEqual(['RESET#a', 'RESET#b', 'RESET#new']);
    expect(openKeys(after(8))).toEqual(['RESET#new']);
    expect(after(8).guessesSinceSuccess).toBe(20);
  });
});

describe('the owner is notified', () => {
  const notify = (budget: AccountBudget, id: string, now = START) => {
    const outcome = reserve(budget, id, now);
    return { notified: outcome.kind === 'refused' && outcome.notify, budget: outcome.budget };
  };

  test('of a limit, at most once an hour', () => {
    const first = notify(budgetWith(hourly(10)), 'RESET#a#1');
    expect(first.notified).toBe('first');
    expect(notify(first.budget, 'RESET#b#1', START + HOUR - 1).notified).toBe(false);
    expect(notify(first.budget, 'RESET#b#1', START + HOUR).notified).toBe('first');
  });

  test('again when the delivery that notified them is repeated, because its mail may not have gone out', () => {
    const first = notify(budgetWith([30, 20, 10]), 'RESET#a#1');
    expect(notify(first.budget, 'RESET#a#1', START + MINUTE).notified).toBe('again');
  });
});

test('the outstanding requests are those of the issues, each once, except the given one', () => {
  const issues = ['RESET#a#1', 'RESET#a#2', 'RESET#b#1', 'RESET#c#10'].map((id) => ({ at: START, id }));
  expect(outstandingKeys({ ...freshBudget, issues }, 'RESET#b')).toEqual(['RESET#a', 'RESET#c']);
});

describe('guesses that an administrator gives back', () => {
  const used = budgetWith([20, 10], {
    guessesSinceSuccess: 100,
    succeededAt: START - DAY,
    notice: { at: START - HOUR, id: 'RESET#noticed#1' },
  });

  test('start a new count, within the codes of the hour and the day', () => {
    expect(isLinkOnly(used, limits)).toBe(true);
    const budget = resumed(used);
    expect(isLinkOnly(budget, limits)).toBe(false);
    expect(budget).toMatchObject({ guessesSinceSuccess: 0, succeededAt: START - DAY });
    expect(openKeys(budget)).toEqual([]);
    const next = reserve(budget, 'RESET#new#1');
    expect(next).toMatchObject({ kind: 'granted', budget: { guessesSinceSuccess: 5 } });
    expect(reserve(next.budget, 'RESET#newer#1')).toMatchObject({ reason: 'codes-per-hour' });
  });
});

describe('a limit that an administrator lifts', () => {
  const full = budgetWith([3599, 20, 10], { guessesSinceSuccess: 15 });
  const whole = budgetWith(hourly(10).map((ago) => ago - 1));

  test('of an hour lets the next codes out, and counts them from one', () => {
    expect(limitOnStart(full, START, limits)).toEqual({ reason: 'codes-per-hour', until: START + 1 });
    let budget = lifted(full, 'hour', START);
    expect(limitOnStart(budget, START, limits)).toBeUndefined();
    expect(stateOf(budget, START)).toEqual({ codesThisHour: 0, codesToday: 3, guessesSinceSuccess: 15 });
    for (const id of ['RESET#a#1', 'RESET#b#1', 'RESET#c#1']) ({ budget } = reserve(budget, id));
    expect(reserve(budget, 'RESET#d#1')).toMatchObject({ kind: 'refused', reason: 'codes-per-hour' });
  });

  test('of an hour leaves the limit of the day, and one of a day lifts both', () => {
    expect(limitOnStart(lifted(whole, 'hour', START), START, limits)?.reason).toBe('codes-per-day');
    const budget = lifted(whole, 'day', START);
    expect(limitOnStart(budget, START, limits)).toBeUndefined();
    expect(limitOnStart(lifted(budget, 'hour', START), START, limits)).toBeUndefined();
  });

  test('leaves every guess reserved', () => {
    expect(openKeys(lifted(full, 'day', START))).toEqual(openKeys(full));
    expect(lifted(full, 'day', START).guessesSinceSuccess).toBe(15);
  });
});

import type { About } from '../../../../bench/peers/contender.ts';
import type { Ask, ResetBlock } from '../../../../bench/peers/measure.ts';
import { budgetsBroken, type Measured, type Summary, summaryOf } from '../../../../bench/peers/summary.ts';
import { peersTable } from '../../../../bench/peers/table.ts';

const about: About = { name: 'one', version: '1.2.3', store: 'memory', hash: 'scrypt' };

const block = (change: Partial<ResetBlock> = {}): ResetBlock => ({
  resets: 2,
  seconds: 0.5,
  processor: { all: 100, descendants: 40 },
  milliseconds: { ask: [1, 3], verify: [4, 8], set: [9, 5] },
  ...change,
});

const asks = (milliseconds: readonly number[], kind: Ask['kind'], shape = 'status 202'): Ask[] =>
  milliseconds.map((each) => ({ kind, milliseconds: each, shape }));

const measured = (change: Partial<Measured> = {}): Measured => ({
  about,
  blocks: [block(), block({ seconds: 1.5, processor: { all: 60, descendants: 20 } })],
  asks: [...asks([1, 2, 3, 4], 'known'), ...asks([1, 2, 3, 4], 'unknown')],
  bursts: [
    { evaluated: 3, rightAccepted: false },
    { evaluated: 5, rightAccepted: true },
  ],
  replays: [1, 1],
  ...change,
});

describe('a summary', () => {
  test('adds the blocks up before it divides', () => {
    const summary = summaryOf(measured());
    expect(summary).toMatchObject({ resets: 4, resetsPerSecond: 2, requestsPerSecond: 6 });
    expect(summary.processor).toEqual({ all: 40, descendants: 15 });
  });

  test('has a latency for each step', () => {
    const milliseconds = { ask: Array.from({ length: 100 }, (_, index) => 100 - index), verify: [7], set: [3, 4] };
    const { latency } = summaryOf(measured({ blocks: [block({ milliseconds })] }));
    expect(latency).toEqual({
      ask: { median: 50.5, p95: 95 },
      verify: { median: 7, p95: 7 },
      set: { median: 3.5, p95: 4 },
    });
  });

  test('takes the worst trial, not the mean', () => {
    const summary = summaryOf(measured({ replays: [1, 50, 1] }));
    expect(summary).toMatchObject({ evaluated: 5, trials: 2, rightAccepted: 1, successes: 50 });
  });

  test('has no processor time where the system has none', () => {
    expect(summaryOf(measured({ blocks: [block({ processor: undefined })] })).processor).toBeUndefined();
  });

  test('tells known from unknown users by their times', () => {
    const apart = [...asks([1, 2, 3], 'known'), ...asks([7, 8, 9], 'unknown')];
    expect(summaryOf(measured({ asks: apart }))).toMatchObject({ known: 2, unknown: 8, pairs: 3, auc: { value: 1 } });
  });

  test('says what only one kind of users gets', () => {
    const differing = [...asks([1, 2], 'known'), ...asks([1, 2], 'unknown', 'status 400')];
    expect(summaryOf(measured({ asks: differing })).answersDiffer).toMatch(/status/);
    expect(summaryOf(measured()).answersDiffer).toBeUndefined();
  });
});

describe('budgets', () => {
  const kept: Summary = summaryOf(measured());

  test('are kept by five guesses, one success and equal answers', () => {
    expect(budgetsBroken(kept)).toEqual([]);
  });

  test.each<[string, Partial<Summary>, RegExp]>([
    ['six guesses', { evaluated: 6 }, /6 guesses/],
    ['two successes', { successes: 2 }, /2 times/],
    ['no success at all', { successes: 0 }, /0 times/],
    ['different answers', { answersDiffer: 'status 400' }, /status 400/],
    ['a surely better distinguisher', { auc: { value: 0.62, low: 0.56, high: 0.68 } }, /AUC 0\.620/],
  ])('are broken by %s', (_what, change, sentence) => {
    expect(budgetsBroken({ ...kept, ...change })).toEqual([expect.stringMatching(sentence)]);
  });

  test('are kept by an AUC that may be chance', () => {
    expect(budgetsBroken({ ...kept, auc: { value: 0.58, low: 0.53, high: 0.63 } })).toEqual([]);
  });
});

test('the table says n/a where there is no processor time', () => {
  const summary = summaryOf(measured({ blocks: [block({ processor: undefined })] }));
  const row = peersTable([summary]).split('\n')[2] ?? '';
  expect(row.split('|').map((cell) => cell.trim())).toEqual([
    '',
    'one 1.2.3',
    '4.0',
    '12.0',
    'n/a',
    '2.0 / 3.0',
    '6.0 / 8.0',
    '7.0 / 9.0',
    'scrypt',
    'memory',
    '',
  ]);
});

import { budgetsBroken, goalsMissed, type Row, WITH_CALLS } from '../../../bench/cold/table.ts';

const row = (name: string, answered: number, requestPath = true): Row => ({
  name,
  answered,
  requestPath,
  kibibytes: 300,
  ready: answered,
  processor: undefined,
});

const beside = (...rows: readonly Row[]): Row[] => [
  row('empty handler', 50, false),
  row('bare AWS clients', 100, false),
  row(WITH_CALLS.clients, 200, false),
  row(WITH_CALLS.step, 250, false),
  ...rows,
];

test('what is as quick as the clients is over nothing', () => {
  const rows = beside(row('verify-otp', 100));
  expect([...budgetsBroken(rows), ...goalsMissed(rows)]).toEqual([]);
});

test('what is slower than the clients misses a goal', () => {
  const missed = ['slower than the clients: verify-otp takes 120 ms to its first answer, 1.20 of 100'];
  expect(goalsMissed(beside(row('verify-otp', 120)))).toEqual(missed);
});

test('a start that waits longer for its calls than 1.25 of the bare clients misses a goal', () => {
  const rows = beside().map((each) => (each.name === WITH_CALLS.step ? { ...each, answered: 252 } : each));
  expect(goalsMissed(rows)).toEqual([
    'slower than the clients with their calls: start-reset, with its calls, 1.26; the goal is 1.25',
  ]);
});

test('from 1.15 of the processor time of the clients on the budget is broken, however long the answer took', () => {
  const processor = (milliseconds: number) => [
    { ...row('empty handler', 50, false), processor: 50 },
    { ...row('bare AWS clients', 100, false), processor: 90 },
    { ...row('verify-otp', 500), processor: milliseconds },
  ];
  expect(budgetsBroken(processor(103))).toEqual([]);
  expect(budgetsBroken(processor(104))).toEqual([
    'over its budget: verify-otp takes 104 ms of the processor to its first answer, 1.00 of 103',
  ]);
});

test('where processor time is not known, from 1.4 of the clients on it is broken', () => {
  expect(budgetsBroken(beside(row('verify-otp', 140)))).toEqual([]);
  expect(budgetsBroken(beside(row('verify-otp', 141)))).toEqual([
    'over its budget: verify-otp takes 141 ms to its first answer, 1.01 of 140',
  ]);
});

test('the other goal is a share of an empty handler', () => {
  expect(goalsMissed(beside(row('verify-otp', 126)))[1]).toBe(
    'far slower than nothing: verify-otp takes 126 ms to its first answer, 1.01 of 125',
  );
});

test('the background keeps nobody waiting', () => {
  const rows = beside(row('mail-consumer', 500, false));
  expect([...budgetsBroken(rows), ...goalsMissed(rows)]).toEqual([]);
});

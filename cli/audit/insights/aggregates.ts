import type { DistinctValues } from './distinct.ts';
import { asNumber, asText, compare, type Value } from './value.ts';

/** Aggregate of one group, which gets the values of its rows one by one. */
export interface Accumulator {
  /** @param at time of the row's event */
  add(value: Value, at: Value): void;
  result(): Value;
}

/** Group of an accumulator. */
export interface Group {
  readonly name: string;
  /** Values of the groups of one `count_distinct`. */
  readonly distinct: DistinctValues;
  /** Second argument, a number. */
  readonly parameter: number;
}

interface Aggregate {
  readonly arity: 1 | 2;
  /** Fields that it needs besides its argument. After a first stats there is no `@timestamp`. */
  readonly reads?: readonly string[];
  readonly start: (group: Group) => Accumulator;
}

type Present = Exclude<Value, undefined>;

/** Folds the values that are present. */
function folding<State>(
  from: State,
  fold: (state: State, value: Present, at: Value) => State,
  result: (state: State) => Value,
): Accumulator {
  let state = from;
  return {
    add(value, at) {
      if (value !== undefined) state = fold(state, value, at);
    },
    result: () => result(state),
  };
}

/** Folds the numbers. */
const ofNumbers = <State>(
  from: State,
  fold: (state: State, number: number) => State,
  result: (state: State) => Value,
): Accumulator =>
  folding(
    from,
    (state, value) => {
      const number = asNumber(value);
      return number === undefined ? state : fold(state, number);
    },
    result,
  );

interface Sample {
  readonly value: Present;
  readonly at: Value;
}

/** Keeps the first value in an order; of equal ones the one that came first. */
const firstBy = (order: (a: Sample, b: Sample) => number): Accumulator =>
  folding<Sample | undefined>(
    undefined,
    (first, value, at) => (first === undefined || order({ value, at }, first) < 0 ? { value, at } : first),
    (first) => first?.value,
  );

const byValue = (a: Sample, b: Sample): number => compare(a.value, b.value) ?? 0;
const byTime = (a: Sample, b: Sample): number => compare(a.at, b.at) ?? 0;
const byLetters = (a: Sample, b: Sample): number => {
  const [x, y] = [asText(a.value), asText(b.value)];
  return x < y ? -1 : Number(x > y);
};

const count = () =>
  folding(
    0,
    (total) => total + 1,
    (total) => total,
  );
const sum = () =>
  ofNumbers(
    0,
    (total, number) => total + number,
    (total) => total,
  );
const average = () =>
  ofNumbers(
    { total: 0, of: 0 },
    ({ total, of }, number) => ({ total: total + number, of: of + 1 }),
    ({ total, of }) => (of === 0 ? undefined : total / of),
  );

const countDistinct = ({ name, distinct }: Group): Accumulator => ({
  add(value) {
    if (value !== undefined) distinct.add(name, asText(value));
  },
  result: () => distinct.count(name),
});

/**
 * "95 percent of the values are lower than this value": this is the nearest rank; Insights may return an estimate. It
 * keeps a number for each row.
 */
const percentile = ({ parameter }: Group): Accumulator =>
  ofNumbers<number[]>(
    [],
    (numbers, number) => {
      numbers.push(number);
      return numbers;
    },
    (numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b);
      return sorted[Math.max(0, Math.ceil((parameter / 100) * sorted.length) - 1)];
    },
  );

/** Functions of CWL_QuerySyntax-Stats, by their names in lower case. */
export const aggregates: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  // "`count(fieldName)` counts all records that include the specified field name."
  ['count', { arity: 1, start: count }],
  ['count_distinct', { arity: 1, start: countDistinct }],
  ['sum', { arity: 1, start: sum }],
  ['avg', { arity: 1, start: average }],
  ['min', { arity: 1, start: () => firstBy(byValue) }],
  ['max', { arity: 1, start: () => firstBy((a, b) => byValue(b, a)) }],
  ['pct', { arity: 2, start: percentile }],
  // "the value of `fieldName` from the log event that has the earliest timestamp"
  ['earliest', { arity: 1, reads: ['@timestamp'], start: () => firstBy(byTime) }],
  ['latest', { arity: 1, reads: ['@timestamp'], start: () => firstBy((a, b) => byTime(b, a)) }],
  // "the value of `fieldName` that sorts first"
  ['sortsfirst', { arity: 1, start: () => firstBy(byLetters) }],
  ['sortslast', { arity: 1, start: () => firstBy((a, b) => byLetters(b, a)) }],
]);

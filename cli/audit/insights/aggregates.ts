import { asNumber, asText, compare, type Value } from './value.ts';

/** Value of a group, with the time of its event. */
export interface Sample {
  readonly value: Value;
  readonly at: Value;
}

interface Aggregate {
  readonly arity: 1 | 2;
  /** Fields that it needs besides its argument. After a first stats there is no `@timestamp`. */
  readonly reads?: readonly string[];
  /** Computes the aggregate. `parameter` is the second argument, a number. */
  readonly of: (samples: readonly Sample[], parameter: number) => Value;
}

const values = (samples: readonly Sample[]): Exclude<Value, undefined>[] =>
  samples.map(({ value }) => value).filter((value) => value !== undefined);

const numbers = (samples: readonly Sample[]): number[] =>
  samples.map(({ value }) => asNumber(value)).filter((number) => number !== undefined);

const sum = (samples: readonly Sample[]): number => numbers(samples).reduce((total, number) => total + number, 0);

/** Returns the first value in an order of the samples. */
const firstBy = (samples: readonly Sample[], order: (a: Sample, b: Sample) => number): Value =>
  samples.filter(({ value }) => value !== undefined).toSorted(order)[0]?.value;

const byValue = (a: Sample, b: Sample): number => compare(a.value, b.value) ?? 0;
const byTime = (a: Sample, b: Sample): number => compare(a.at, b.at) ?? 0;
const byLetters = (a: Sample, b: Sample): number => {
  const [x, y] = [a.value, b.value].map((value) => (value === undefined ? '' : asText(value)));
  return (x ?? '') < (y ?? '') ? -1 : Number((x ?? '') > (y ?? ''));
};

/** Functions of CWL_QuerySyntax-Stats, by their names in lower case. */
export const aggregates: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  // "`count(fieldName)` counts all records that include the specified field name."
  ['count', { arity: 1, of: (samples) => values(samples).length }],
  ['count_distinct', { arity: 1, of: (samples) => new Set(values(samples).map(asText)).size }],
  ['sum', { arity: 1, of: sum }],
  [
    'avg',
    { arity: 1, of: (samples) => (numbers(samples).length === 0 ? undefined : sum(samples) / numbers(samples).length) },
  ],
  ['min', { arity: 1, of: (samples) => firstBy(samples, byValue) }],
  ['max', { arity: 1, of: (samples) => firstBy(samples, (a, b) => byValue(b, a)) }],
  // "95 percent of the values are lower than this value": this is the nearest rank; Insights may return an estimate.
  ['pct', { arity: 2, of: percentile }],
  // "the value of `fieldName` from the log event that has the earliest timestamp"
  ['earliest', { arity: 1, reads: ['@timestamp'], of: (samples) => firstBy(samples, byTime) }],
  ['latest', { arity: 1, reads: ['@timestamp'], of: (samples) => firstBy(samples, (a, b) => byTime(b, a)) }],
  // "the value of `fieldName` that sorts first"
  ['sortsfirst', { arity: 1, of: (samples) => firstBy(samples, byLetters) }],
  ['sortslast', { arity: 1, of: (samples) => firstBy(samples, (a, b) => byLetters(b, a)) }],
]);

function percentile(samples: readonly Sample[], percent: number): Value {
  const sorted = numbers(samples).toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

import { asNumber, asText, type Value } from './value.ts';

export interface Surroundings {
  /** Start of the query. */
  readonly now: Date;
}

interface Scalar {
  /** Minimum and maximum number of arguments. */
  readonly arity: readonly [minimum: number, maximum: number];
  /** True for functions with a documented result for a missing value. Others refuse it. */
  readonly takesMissing?: true;
  /** Fields that it reads implicitly. */
  readonly reads?: readonly string[];
  readonly of: (given: readonly Value[], surroundings: Surroundings) => Value;
}

const present = (value: Value): boolean => value !== undefined;
const text = (value: Value): string => (value === undefined ? '' : asText(value));
const milliseconds = (value: Value): number | undefined => (value instanceof Date ? value.getTime() : asNumber(value));

function floorTo(instant: Value, period: Value): Value {
  const [at, length] = [milliseconds(instant), asNumber(period)];
  return at === undefined || length === undefined ? undefined : new Date(Math.floor(at / length) * length);
}

/** Supported functions of CWL_QuerySyntax-operations-functions, by their names in lower case. */
export const scalars: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  // "Returns `true` if the field exists."
  ['ispresent', { arity: [1, 1], takesMissing: true, of: ([field]) => present(field) }],
  // "Returns the first non-null value from the list."
  ['coalesce', { arity: [1, 20], takesMissing: true, of: (fields) => fields.find(present) }],
  // "Returns `1` if the field is missing or is an empty string."
  ['isempty', { arity: [1, 1], takesMissing: true, of: ([field]) => Number(text(field) === '') }],
  // "Returns 1 if `str` contains `searchValue` and 0 otherwise."
  ['strcontains', { arity: [2, 2], of: ([whole, part]) => Number(text(whole).includes(text(part))) }],
  // "Returns the length of the string in Unicode code points."
  ['strlen', { arity: [1, 1], of: ([string]) => Array.from(text(string)).length }],
  ['tolower', { arity: [1, 1], of: ([string]) => text(string).toLowerCase() }],
  ['toupper', { arity: [1, 1], of: ([string]) => text(string).toUpperCase() }],
  ['concat', { arity: [1, 20], of: (strings) => strings.map(text).join('') }],
  ['abs', { arity: [1, 1], of: ([number]) => Math.abs(Number(number)) }],
  ['floor', { arity: [1, 1], of: ([number]) => Math.floor(Number(number)) }],
  ['ceil', { arity: [1, 1], of: ([number]) => Math.ceil(Number(number)) }],
  // "the number of milliseconds since the Unix epoch"
  ['tomillis', { arity: [1, 1], of: ([instant]) => milliseconds(instant) }],
  // "Interprets the input field as the number of milliseconds since the Unix epoch and converts it to a timestamp."
  [
    'frommillis',
    {
      arity: [1, 1],
      of: ([millis]) => {
        const number = asNumber(millis);
        return number === undefined ? undefined : new Date(number);
      },
    },
  ],
  // "the time that the query processing was started, in epoch seconds"
  ['now', { arity: [0, 0], of: (_none, { now }) => Math.floor(now.getTime() / 1000) }],
  // "Truncates the timestamp to the given period."
  ['datefloor', { arity: [2, 2], of: ([instant, period]) => floorTo(instant, period) }],
  // "The `bin` function always implicitly uses the `@timestamp` field."
  ['bin', { arity: [2, 2], reads: ['@timestamp'], of: ([period, instant]) => floorTo(instant, period) }],
]);

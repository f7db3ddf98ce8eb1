/** Value of a field. Undefined where the event has no such field. A `Date` is a timestamp of Insights. */
export type Value = string | number | boolean | Date | undefined;

/** Row, by the names of its columns. */
export type Row = ReadonlyMap<string, Value>;

/** Returns a number, also from a text: `parse` extracts texts, and AWS's samples compare them with numbers. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Returns a value as results show it: booleans as 0 and 1, timestamps in UTC without a zone. */
export function asText(value: Exclude<Value, undefined>): string {
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}

/** Compares two values as numbers, or else as texts. Returns undefined where one is missing. */
export function compare(left: Value, right: Value): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [x, y] = [asText(left), asText(right)];
  return x < y ? -1 : Number(x > y);
}

/** Tells whether a filter's condition is true. */
export const isTrue = (value: Value): boolean => value === true || (typeof value === 'number' && value !== 0);

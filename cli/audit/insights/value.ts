/** A field's value; undefined where the event has no such field. A `Date` is one of Insights' timestamps. */
export type Value = string | number | boolean | Date | undefined;

/** A row by the names of its columns. */
export type Row = ReadonlyMap<string, Value>;

/** A number, or a text that is one: what `parse` extracts is text, and AWS's samples compare it with numbers. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Text as results show it: flags as 0 and 1, timestamps in UTC without a zone. */
export function asText(value: Exclude<Value, undefined>): string {
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '');
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}

/**
 * Below 0, 0 or above 0. As numbers where both are, else by the order of their letters; undefined where either is missing.
 */
export function compare(left: Value, right: Value): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [x, y] = [asText(left), asText(right)];
  return x < y ? -1 : Number(x > y);
}

/** Where a filter's condition holds. */
export const isTrue = (value: Value): boolean => value === true || (typeof value === 'number' && value !== 0);

import type { Row, Value } from './value.ts';

/** Row in a file. A time is a list with its milliseconds. */
export type StoredRow = readonly (readonly [string, Exclude<Value, Date | undefined> | readonly [number]])[];

/** Returns a row as a file keeps it, with these fields of it. */
export const stored = (row: Row, names: Iterable<string>): StoredRow =>
  [...names].flatMap((name) => {
    const value = row.get(name);
    if (value === undefined) return [];
    return [[name, value instanceof Date ? ([value.getTime()] as const) : value] as const];
  });

export const restored = (row: StoredRow): Row =>
  new Map(row.map(([name, value]) => [name, typeof value === 'object' ? new Date(value[0]) : value]));

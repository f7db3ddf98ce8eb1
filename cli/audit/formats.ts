import type { ResultRow } from './insights/result.ts';
import { table } from '../ops/outcome.ts';

/** Rows of a query, with its columns in order. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly ResultRow[];
}

/** Returns a table for people, without empty columns and without the prefix `audit.`. */
export function asTable({ columns, rows }: Result): string {
  const filled = columns.filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  const headings = filled.map((column) => column.replace(/^audit\./, ''));
  return table(
    headings,
    rows.map((row) => filled.map((column) => row[column] ?? '')),
  );
}

/**
 * Returns CSV (RFC 4180). A cell that a spreadsheet would read as a formula begins with an apostrophe, which marks
 * text.
 */
export function asCsv({ columns, rows }: Result): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

/** Start of a formula. Some spreadsheets also accept full-width signs. */
const FORMULA = /^[\s]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Returns a row for programs, with the given columns as numbers. */
export const withNumbers = (row: ResultRow, numeric: ReadonlySet<string>): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, numeric.has(name) ? Number(value) : value] as const),
  );

/** Returns a line of JSON for each row; of an event, the event itself as it was logged. */
export const asJsonLines = (rows: readonly ResultRow[], numeric: ReadonlySet<string> = new Set()): string =>
  rows.map((row) => row['@message'] ?? JSON.stringify(withNumbers(row, numeric))).join('\n');

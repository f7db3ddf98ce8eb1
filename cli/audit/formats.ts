import type { ResultRow } from './insights/run-query.ts';
import { table } from '../ops/outcome.ts';

/** Rows, with the columns of their query in order. */
export interface Result {
  readonly columns: readonly string[];
  readonly rows: readonly ResultRow[];
}

/** For people: without columns in which nothing stands, and without the prefix that every field has. */
export function asTable({ columns, rows }: Result): string {
  const filled = columns.filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  const headings = filled.map((column) => column.replace(/^audit\./, ''));
  return table(
    headings,
    rows.map((row) => filled.map((column) => row[column] ?? '')),
  );
}

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets take for text. */
export function asCsv({ columns, rows }: Result): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

/** A full-width sign begins a formula in some spreadsheets too. */
const FORMULA = /^[\s]*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

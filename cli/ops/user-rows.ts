import { CsvError, parse } from 'csv-parse/sync';
import { addressesError, type FieldError, userIdError } from './fields.ts';
import { UsageError } from './outcome.ts';
import type { NewUser } from './user-items.ts';

/** Row of the file, numbered as in a spreadsheet: the header is row 1. */
export interface UserRow {
  readonly row: number;
  readonly user: NewUser;
}

export interface RefusedRow extends FieldError {
  readonly row: number;
}

export interface UserRows {
  readonly good: readonly UserRow[];
  readonly refused: readonly RefusedRow[];
}

const REQUIRED = ['userId', 'addresses'];
const COLUMNS = [...REQUIRED, 'status'];

/**
 * Reads the rows of a CSV file (RFC 4180, UTF-8, with or without a byte order mark) with the columns `userId`,
 * `addresses` (separated by spaces) and, optionally, `status` (`active` or `disabled`; empty means `active`).
 *
 * @throws {@link UsageError} where the file as a whole cannot be read, so that none of it can be trusted
 */
export function userRows(bytes: Uint8Array): UserRows {
  const [header, ...records] = recordsOf(textOf(bytes));
  const columns = columnsOf(header ?? []);
  const good: UserRow[] = [];
  const refused: RefusedRow[] = [];
  const rowOfUser = new Map<string, number>();

  for (const [index, cells] of records.entries()) {
    const row = index + 2;
    if (cells.length === 1 && cells[0] === '') continue;
    const read = userOf(cells, columns);
    if ('reason' in read) {
      refused.push({ row, ...read });
      continue;
    }
    const earlier = rowOfUser.get(read.userId);
    if (earlier === undefined) {
      rowOfUser.set(read.userId, row);
      good.push({ row, user: read });
    } else {
      refused.push({
        row,
        field: 'userId',
        reason: `is already in row ${earlier}`,
        fix: 'write each user once, with all addresses in one row',
      });
    }
  }
  return { good, refused };
}

/** Decodes the file and drops a byte order mark. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError('FILE.csv', 'is not UTF-8; save it as "CSV UTF-8"');
  }
}

function recordsOf(text: string): string[][] {
  try {
    return parse(text, { relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(
      'FILE.csv',
      `line ${String(error['lines'])}: a quoted field does not end correctly; write "" for a quote inside quotes`,
    );
  }
}

/** Returns the columns in the order of the header. */
function columnsOf(header: readonly string[]): readonly string[] {
  const names = header.map((name) => name.trim());
  const wanted = `row 1 must be the header ${REQUIRED.join(',')} or ${COLUMNS.join(',')}, separated by commas`;
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new UsageError('FILE.csv', `has no column ${missing.join(', ')}; ${wanted}`);
  if (names.some((name) => !COLUMNS.includes(name)) || new Set(names).size < names.length)
    throw new UsageError('FILE.csv', `has an unknown column, or a column twice; ${wanted}`);
  return names;
}

function userOf(cells: readonly string[], columns: readonly string[]): NewUser | FieldError {
  if (cells.length !== columns.length)
    return {
      field: 'row',
      reason: `has ${cells.length} fields where the header has ${columns.length}`,
      fix: 'put a field with a comma into quotes',
    };
  const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
  const userId = cell('userId');
  const addresses = cell('addresses')
    .split(/\s+/)
    .filter((address) => address !== '');
  const status = cell('status').trim() || 'active';
  const error = userIdError(userId) ?? addressesError(addresses);
  if (error !== undefined) return error;
  if (status !== 'active' && status !== 'disabled')
    return { field: 'status', reason: 'is unknown', fix: 'write active or disabled, or leave it empty' };
  return { userId, addresses, status };
}

/**
 * Returns the refused rows as CSV. It contains no value of a row, so it can be passed on and opened in a spreadsheet.
 */
export function refusedRowsFile(refused: readonly RefusedRow[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = refused.map(({ row, field, reason, fix }) => [String(row), field, quoted(reason), quoted(fix)]);
  return [['row', 'field', 'reason', 'fix'], ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

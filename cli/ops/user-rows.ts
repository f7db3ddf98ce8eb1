import { CsvError, parse } from 'csv-parse/sync';
import { type ImportedHash, storedImport } from '../../functions/domain/imported-hash.ts';
import { addressesError, type FieldError, newUserIdError } from './fields.ts';
import { UsageError } from './outcome.ts';
import { importedHashOf } from './password-hashes.ts';
import type { NewUser } from './user-items.ts';

/** Row of the file, numbered as in a spreadsheet: the header is row 1. */
export interface UserRow {
  readonly row: number;
  readonly user: NewUser;
  /** Hash of the user's password, if the file has one. */
  readonly hash?: ImportedHash;
}

export interface RefusedRow extends FieldError {
  readonly row: number;
}

export interface UserRows {
  readonly good: readonly UserRow[];
  readonly refused: readonly RefusedRow[];
}

/** Encodings of a file. Spreadsheets on Windows save `latin1` (Windows-1252) unless they are told otherwise. */
export const ENCODINGS = ['utf-8', 'latin1', 'utf-16'] as const;

export type Encoding = (typeof ENCODINGS)[number];

const DECODERS: Readonly<Record<Encoding, string>> = { 'utf-8': 'utf-8', latin1: 'windows-1252', 'utf-16': 'utf-16le' };

type Column = 'userId' | 'addresses' | 'status' | 'passwordHash';

/** Names of columns without case, spaces, hyphens and underscores. */
const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...['userid', 'user', 'username', 'login', 'loginname', 'account', 'id'].map((name) => [name, 'userId'] as const),
  ...['addresses', 'address', 'email', 'emails', 'mail', 'emailaddress', 'emailaddresses', 'mailaddress'].map(
    (name) => [name, 'addresses'] as const,
  ),
  ['status', 'status'],
  ...['passwordhash', 'hash', 'hashedpassword'].map((name) => [name, 'passwordHash'] as const),
]);

const WANTED = 'row 1 must be the header userId,addresses, with status and passwordHash if you have them';

/**
 * Reads the rows of a file as spreadsheets save it (RFC 4180, with or without a byte order mark): commas, semicolons or
 * tabs, which the header or a first line `sep=;` shows. Columns: user ID, addresses (separated by spaces, commas,
 * semicolons or line breaks) and, optionally, status (`active` or `disabled`; empty means `active`) and a hash of the
 * password. Blank rows are skipped.
 *
 * @throws {@link UsageError} where the file as a whole cannot be read, so that none of it can be trusted
 */
export function userRows(bytes: Uint8Array, encoding?: Encoding): UserRows {
  const [header, ...records] = recordsOf(textOf(bytes, encoding));
  const columns = columnsOf(header?.cells ?? []);
  const good: UserRow[] = [];
  const refused: RefusedRow[] = [];
  const rowOfUser = new Map<string, number>();

  for (const { row, cells } of records) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const read = userOf(cells, columns);
    if ('reason' in read) {
      refused.push({ row, ...read });
      continue;
    }
    const { userId } = read.user;
    const earlier = rowOfUser.get(userId);
    if (earlier === undefined) {
      rowOfUser.set(userId, row);
      good.push({ row, ...read });
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

/** Decodes the file and drops a byte order mark, which also tells UTF-16. */
function textOf(bytes: Uint8Array, encoding: Encoding | undefined): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const named = encoding ?? (isUtf16 ? 'utf-16' : 'utf-8');
  try {
    return new TextDecoder(DECODERS[named], { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(
      'FILE.csv',
      named === 'utf-8'
        ? 'is not UTF-8; save it as "CSV UTF-8", or add --encoding latin1 if a spreadsheet on Windows saved it'
        : `is not ${named}; save it as "CSV UTF-8"`,
    );
  }
}

interface FileRow {
  /** Number as in a spreadsheet, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): FileRow[] {
  const [, named] = /^sep=(.)\r?\n/.exec(text) ?? [];
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = named ?? [';', '\t'].find((each) => first.includes(each)) ?? ',';
  try {
    const rows = parse(text, { relax_column_count: true, delimiter }) as string[][];
    const numbered = rows.map((cells, index) => ({ row: index + 1, cells }));
    return named === undefined ? numbered : numbered.slice(1);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(
      'FILE.csv',
      `line ${String(error['lines'])}: a quoted field does not end correctly; write "" for a quote inside quotes`,
    );
  }
}

/** Returns the columns in the order of the header. */
function columnsOf(header: readonly string[]): readonly Column[] {
  const names = header.map((name) => name.toLowerCase().replaceAll(/[\s_-]/g, ''));
  const columns = names.map((name) => COLUMNS.get(name));
  if (names.some((name, index) => columns[index] === undefined && /passw|pwd|kennwort/.test(name)))
    throw new UsageError(
      'FILE.csv',
      `has a column of passwords; name it passwordHash if it has hashes, and remove it if it has passwords; ${WANTED}`,
    );
  const missing = (['userId', 'addresses'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new UsageError('FILE.csv', `has no column ${missing.join(', ')}; ${WANTED}`);
  const known = columns.filter((column) => column !== undefined);
  if (known.length < names.length || new Set(known).size < known.length)
    throw new UsageError('FILE.csv', `has an unknown column, or a column twice; ${WANTED}`);
  return known;
}

function userOf(cells: readonly string[], columns: readonly Column[]): Omit<UserRow, 'row'> | FieldError {
  if (cells.length !== columns.length)
    return {
      field: 'row',
      reason: `has ${cells.length} fields where the header has ${columns.length}`,
      fix: 'put a field with a separator into quotes',
    };
  const cell = (name: Column) => cells[columns.indexOf(name)] ?? '';
  const userId = cell('userId');
  const addresses = cell('addresses')
    .split(/[\s,;|]+/)
    .filter((address) => address !== '');
  const status = cell('status').trim().toLowerCase() || 'active';
  const error = newUserIdError(userId) ?? addressesError(addresses);
  if (error !== undefined) return error;
  if (status !== 'active' && status !== 'disabled')
    return { field: 'status', reason: 'is unknown', fix: 'write active or disabled, or leave it empty' };
  const user = { userId, addresses, status } as const;
  const text = cell('passwordHash').trim();
  if (text === '') return { user };
  const hash = importedHashOf(text);
  return 'reason' in hash ? hash : { user: { ...user, passwordHash: storedImport(hash) }, hash };
}

/**
 * Returns the refused rows as CSV. It contains no value of a row, so it can be passed on and opened in a spreadsheet.
 */
export function refusedRowsFile(refused: readonly RefusedRow[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = refused.map(({ row, field, reason, fix }) => [String(row), field, quoted(reason), quoted(fix)]);
  return [['row', 'field', 'reason', 'fix'], ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

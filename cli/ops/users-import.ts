import { readFileSync, writeFileSync } from 'node:fs';
import type { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { errorText } from './error-text.ts';
import { recordOrder } from './orders.ts';
import { done, type Outcome, table, UsageError } from './outcome.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { addUser, type NewUser, usersOf } from './user-items.ts';
import { type Encoding, ENCODINGS, type RefusedRow, refusedRowsFile, type UserRow, userRows } from './user-rows.ts';
import { setAddresses } from './users-set-addresses.ts';

/** Rows written at the same time: enough to be fast, few enough to be throttled rarely. */
const AT_ONCE = 25;

/** Rows between two lines of progress. */
const PROGRESS_EVERY = 1000;

/** Maximum of refused rows in the summary. The file of `--refused` has all of them. */
const SHOWN = 20;

interface Imported {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/** Ways of an import. */
interface Way {
  readonly update: boolean;
  readonly dryRun: boolean;
  readonly reason: string;
}

export const usersImport: Command = {
  usage:
    'FILE.csv [--reason TEXT] [--dry-run] [--update] [--from-row N] [--encoding utf-8|latin1|utf-16] [--refused FILE]',
  summary: 'adds the users of a CSV file, without passwords',
  details: `${REASON_HELP}
  --dry-run          write nothing, and show what would be done
  --update           change users who exist with other addresses or another status; the addresses before are told by
                     mail. Without it such rows are refused
  --from-row N       go on at this row of an interrupted import
  --encoding NAME    utf-8 (default), latin1 (Windows), or utf-16
  --refused FILE     write refused rows to this CSV file: row, field, reason, fix

The file has the header userId,addresses or userId,addresses,status; spellings such as "User ID" and "E-mail" are
understood. Commas, semicolons and tabs separate fields; spaces, commas and semicolons separate the addresses of a field.
The status is active or disabled; empty means active. Valid rows are imported even if others are refused; the exit code is
then 1. You can import the same file again: users who exist as in the file are skipped. As with users add, each user sets
a password by a reset.`,
  options: {
    ...REASON,
    'dry-run': { type: 'boolean' },
    update: { type: 'boolean' },
    'from-row': { type: 'string' },
    encoding: { type: 'string' },
    refused: { type: 'string' },
  },
  positionals: [1, 1],
  async run(context, given) {
    const [file = ''] = given.positionals;
    const encoding = encodingOf(given);
    const from = fromRowOf(given);
    const rows = userRows(readGiven(file), encoding);
    const dryRun = given.flag('dry-run');
    const way = { update: given.flag('update'), dryRun, reason: dryRun ? '' : await reasonOf(context, given) };
    const wanted = rows.good.filter(({ row }) => row >= from);
    const imported = await importAll(context, wanted, way);
    const refused = [...rows.refused.filter(({ row }) => row >= from), ...imported.refused];
    const result = { ...imported, refused: refused.toSorted((a, b) => a.row - b.row) };
    const refusedFile = given.option('refused');
    if (refusedFile !== undefined) writeGiven(refusedFile, refusedRowsFile(result.refused));
    return reported(result, refusedFile, dryRun);
  },
};

function encodingOf(given: Arguments): Encoding | undefined {
  const name = given.option('encoding');
  const encoding = ENCODINGS.find((known) => known === name);
  if (name !== undefined && encoding === undefined)
    throw new UsageError('--encoding', `must be one of ${ENCODINGS.join(', ')}`);
  return encoding;
}

function fromRowOf(given: Arguments): number {
  const text = given.option('from-row') ?? '2';
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new UsageError('--from-row', 'must be the number of a row, as a spreadsheet counts');
  return Number(text);
}

function readGiven(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UsageError('FILE.csv', 'cannot be read; check the path');
  }
}

function writeGiven(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error('the users were imported, but the file of --refused could not be written', { cause: error });
  }
}

async function importAll(context: Context, rows: readonly UserRow[], way: Way): Promise<Imported> {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  const refused: RefusedRow[] = [];
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const chunk = rows.slice(first, first + AT_ONCE);
    const outcomes = await Promise.all(chunk.map(({ user }) => importOne(context, user, way))).catch(
      (error: unknown) => {
        const cause = { cause: error };
        throw new Error(`the import stopped; go on with --from-row ${chunk[0]?.row ?? 2}: ${errorText(error)}`, cause);
      },
    );
    for (const [index, { row }] of chunk.entries()) {
      const outcome = outcomes[index] ?? 'taken';
      if (outcome === 'taken') refused.push({ row, ...TAKEN });
      else counts[outcome] += 1;
    }
    const through = first + chunk.length;
    if (through % PROGRESS_EVERY === 0 || through === rows.length)
      context.progress(`${through} of ${rows.length} users …`);
  }
  return { ...counts, refused };
}

/** Imports one user. An existing one is changed only by `--update`, and the addresses before are told. */
async function importOne(
  context: Context,
  user: NewUser,
  { update, dryRun, reason }: Way,
): Promise<'added' | 'changed' | 'unchanged' | 'taken'> {
  const users = await usersOf(context);
  const present = await users.find(user.userId);
  if (present === undefined) return dryRun ? 'added' : addUser(context, user, reason);
  const sameStatus = present.status === user.status;
  const sameAddresses = present.addresses.toSorted().join(' ') === user.addresses.toSorted().join(' ');
  if (sameStatus && sameAddresses) {
    if (!dryRun) await users.indexAddresses(present);
    return 'unchanged';
  }
  if (!update || present.status === 'unverified') return 'taken';
  if (dryRun) return 'changed';
  if (!sameAddresses && (await setAddresses(context, present, user.addresses, reason)) === 'changed-meanwhile')
    return 'taken';
  if (!sameStatus) {
    const event = user.status === 'disabled' ? 'user_disable_ordered' : 'user_enable_ordered';
    await recordOrder(context, event, { subject: present.userId, reason });
    await (user.status === 'disabled' ? users.disable(present.userId) : users.enable(present.userId));
  }
  return 'changed';
}

const TAKEN = {
  field: 'userId',
  reason: 'already exists with other addresses or another status',
  fix: 'correct or remove the row, or change the user with --update',
};

function reported(result: Imported, refusedFile: string | undefined, dryRun: boolean): Outcome {
  const { added, changed, unchanged, refused } = result;
  const changes = changed === 0 ? '' : `${changed} changed, `;
  const counts = `${added} added, ${changes}${unchanged} unchanged, ${refused.length} refused.`;
  const summary = dryRun ? `Nothing is written. It would be: ${counts}` : counts;
  if (refused.length === 0) return done(summary, result);
  const shown = refused.slice(0, SHOWN).map(({ row, field, reason, fix }) => [String(row), field, reason, fix]);
  const more = refused.length > SHOWN ? `\n… and ${refused.length - SHOWN} more` : '';
  return {
    kind: 'refused',
    refusal: {
      what: 'FILE.csv',
      reason: `${refused.length} rows were refused`,
      fix:
        refusedFile === undefined
          ? 'fix them and import the file again; --refused FILE lists them'
          : 'fix the rows in the file of --refused, and import the file again',
    },
    report: { text: `${summary}\n\n${table(['ROW', 'FIELD', 'REASON', 'FIX'], shown)}${more}`, json: result },
  };
}

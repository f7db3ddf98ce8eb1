import { readFileSync, writeFileSync } from 'node:fs';
import { addUser } from './user-items.ts';
import type { Command, Context } from './command.ts';
import { done, type Outcome, table, UsageError } from './outcome.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { type RefusedRow, refusedRowsFile, type UserRow, userRows } from './user-rows.ts';

/** Rows written at the same time: enough to be fast, few enough to be throttled rarely. */
const AT_ONCE = 10;

/** Rows between two lines of progress. */
const PROGRESS_EVERY = 100;

/** Maximum of refused rows in the summary. The file of `--refused` has all of them. */
const SHOWN = 20;

interface Imported {
  readonly added: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

export const usersImport: Command = {
  usage: 'FILE.csv [--reason TEXT] [--refused FILE]',
  summary: 'adds the users of a CSV file, without passwords',
  details: `${REASON_HELP}
  --refused FILE     write refused rows to this CSV file: row, field, reason, fix

The file is UTF-8 with the header userId,addresses or userId,addresses,status. Separate several addresses in
one field by spaces. The status is active or disabled; empty means active. Valid rows are imported even if
others are refused; the exit code is then 1. You can import the same file again: users who exist as in the
file are skipped, and users who exist with other addresses are refused, never changed. As with users add,
each user sets a password by a reset.`,
  options: { ...REASON, refused: { type: 'string' } },
  positionals: [1, 1],
  async run(context, given) {
    const [file = ''] = given.positionals;
    const rows = userRows(readGiven(file));
    const reason = await reasonOf(context, given);
    const added = await addAll(context, rows.good, reason);
    const result = { ...added, refused: [...rows.refused, ...added.refused].toSorted((a, b) => a.row - b.row) };
    const refusedFile = given.option('refused');
    if (refusedFile !== undefined) writeGiven(refusedFile, refusedRowsFile(result.refused));
    return reported(result, refusedFile);
  },
};

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

async function addAll(context: Context, rows: readonly UserRow[], reason: string): Promise<Imported> {
  let added = 0;
  let unchanged = 0;
  const refused: RefusedRow[] = [];
  for (let first = 0; first < rows.length; first += AT_ONCE) {
    const chunk = rows.slice(first, first + AT_ONCE);
    const outcomes = await Promise.all(chunk.map(({ user }) => addUser(context, user, reason)));
    for (const [index, { row }] of chunk.entries()) {
      if (outcomes[index] === 'added') added += 1;
      else if (outcomes[index] === 'unchanged') unchanged += 1;
      else refused.push({ row, ...TAKEN });
    }
    const through = first + chunk.length;
    if (through % PROGRESS_EVERY === 0 || through === rows.length)
      context.progress(`${through} of ${rows.length} users …`);
  }
  return { added, unchanged, refused };
}

const TAKEN = {
  field: 'userId',
  reason: 'already exists with other addresses or another status',
  fix: 'correct or remove the row; an import changes no user',
};

function reported(result: Imported, refusedFile: string | undefined): Outcome {
  const { added, unchanged, refused } = result;
  const summary = `${added} added, ${unchanged} unchanged, ${refused.length} refused.`;
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

import { readFileSync, writeFileSync } from 'node:fs';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { type Imported, importUsers } from './import-users.ts';
import { done, type Outcome, refused as refusal, type Report, table, UsageError } from './outcome.ts';
import { undeployedHashes } from './password-hashes.ts';
import { REASON, REASON_HELP, reasonOf } from './reason.ts';
import { type Encoding, ENCODINGS, refusedRowsFile, userRows } from './user-rows.ts';

/** Maximum of refused rows in the summary. The file of `--refused` has all of them. */
const SHOWN = 20;

export const usersImport: Command = {
  usage:
    'FILE.csv [--reason TEXT] [--dry-run] [--update] [--from-row N] [--encoding utf-8|latin1|utf-16] [--refused FILE]',
  summary: 'adds the users of a CSV file, with the hashes of their passwords if it has them',
  details: `${REASON_HELP}
  --dry-run          write nothing, and show what would be done
  --update           change users who exist with other addresses or another status; the addresses before are told by
                     mail. Without it such rows are refused
  --from-row N       go on at this row of an interrupted import
  --encoding NAME    utf-8 (default), latin1 (Windows), or utf-16
  --refused FILE     write refused rows to this CSV file: row, field, reason, fix

The file has the header userId,addresses and, if you have them, status and passwordHash; spellings such as "User ID" and
"E-mail" are understood. Commas, semicolons and tabs separate fields; spaces, commas and semicolons separate the
addresses of a field. The status is active or disabled; empty means active. Valid rows are imported even if others are
refused; the exit code is then 1. You can import the same file again: users who exist as in the file are skipped.

passwordHash is a hash as another program wrote it: bcrypt, scrypt, argon2, PBKDF2 of passlib or Django, {SSHA}. The user
logs in with the password they have, and the first login renews the hash. The setting importedHashes must name the kinds
of the hashes; until it does, nothing is written and the command names them. Only added users get a hash. Without one,
each user sets a password by a reset.`,
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
    const hashes = rows.good.flatMap(({ hash }) => hash ?? []);
    const undeployed = undeployedHashes(hashes, (await context.settings()).importedHashes);
    if (undeployed !== undefined)
      return {
        ...refusal('FILE.csv', undeployed.reason, undeployed.fix),
        ...(rows.refused.length > 0 && { report: refusedRows('Nothing is written.', rows) }),
      };
    const dryRun = given.flag('dry-run');
    const way = { update: given.flag('update'), dryRun, reason: dryRun ? '' : await reasonOf(context, given) };
    const wanted = rows.good.filter(({ row }) => row >= from);
    const imported = await importUsers(context, wanted, way);
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

function reported(result: Imported, refusedFile: string | undefined, dryRun: boolean): Outcome {
  const { added, changed, unchanged, refused } = result;
  const changes = changed === 0 ? '' : `${changed} changed, `;
  const counts = `${added} added, ${changes}${unchanged} unchanged, ${refused.length} refused.`;
  const summary = dryRun ? `Nothing is written. It would be: ${counts}` : counts;
  if (refused.length === 0) return done(summary, result);
  return {
    kind: 'refused',
    refusal: {
      what: 'FILE.csv',
      reason: refused.length === 1 ? '1 row was refused' : `${refused.length} rows were refused`,
      fix:
        refusedFile === undefined
          ? 'fix them and import the file again; --refused FILE lists them'
          : 'fix the rows in the file of --refused, and import the file again',
    },
    report: { ...refusedRows(summary, result), json: result },
  };
}

/** Table of the first refused rows below a summary. */
function refusedRows(summary: string, { refused }: Pick<Imported, 'refused'>): Report {
  const shown = refused.slice(0, SHOWN).map(({ row, field, reason, fix }) => [String(row), field, reason, fix]);
  const more = refused.length > SHOWN ? `\n… and ${refused.length - SHOWN} more` : '';
  return { text: `${summary}\n\n${table(['ROW', 'FIELD', 'REASON', 'FIX'], shown)}${more}`, json: { refused } };
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ArchiveFinding, verifyArchive } from '../../../functions/domain/archive-digest.ts';
import { table, UsageError } from '../../ops/outcome.ts';
import { type ArchiveCopy, readArchive } from '../archive-copy.ts';
import type { Command } from '../command.ts';
import { untilOf } from '../period.ts';

export const verifyArchiveCopy: Command = {
  usage: 'FOLDER --public-key FILE [--years N] [--until INSTANT] [--format text|json]',
  summary: 'checks a copy of the archive with its public key alone, without AWS',
  details: `FOLDER is a copy of the bucket, with events/ and digests/:
  aws s3 sync s3://BUCKET FOLDER
  aws kms get-public-key --key-id KEY --query PublicKey --output text | base64 -d > key.der

  --public-key FILE  public key of the digests, as DER or PEM; after a change of the key ARN=FILE,ARN=FILE
  --years N          years of the lock (auditArchiveYears): older files and digests may have expired
  --until INSTANT    time of the copy; without it, nothing shows whether the newest files were cut off
  --format FORMAT    text (default) or json

The command checks the signature of each digest, its link to the digest before it, and each file that a digest
names. It needs no right and no secret. Then \`verify FOLDER\` checks the events in the files. The exit code is 0
only if a period is shown to be whole and there is no finding.`,
  options: {
    'public-key': { type: 'string' },
    years: { type: 'string' },
    until: { type: 'string' },
    format: { type: 'string' },
  },
  sources: { FOLDER: 'a copy of the archive’s bucket, such as `aws s3 sync` makes' },
  positionals: [1, 1],
  async run({ now }, given) {
    const [folder = ''] = given.positionals;
    const format = given.option('format') ?? 'text';
    if (format !== 'text' && format !== 'json') throw new UsageError('--format', 'must be text or json');
    const until = untilOf(given.option('until'));
    const keptSince = keptSinceOf(given.option('years'), now);
    const keyFiles = keyFilesIn(given.option('public-key'));
    const copy = await readArchive(folder);
    const found = verifyArchive(copy.digests, copy.files, keysFor(copy, keyFiles), keptSince);
    const verdict = verdictOf(copy, [...copy.unreadable, ...found], until);
    const text = format === 'json' ? JSON.stringify(verdict, null, 2) : textOf(verdict);
    return { text, found: verdict.whole === undefined };
  },
};

interface ArchiveVerdict {
  readonly digests: number;
  readonly files: number;
  readonly notChecked: readonly string[];
  readonly findings: readonly ArchiveFinding[];
  /** Period in which the archive received exactly these files. Without `from` it begins with the archive. */
  readonly whole?: { readonly from?: string; readonly until: string };
}

const HOUR = 3_600_000;

/** Hours after the end of an hour until its digest is there: it is written 15 minutes past, and tried again. */
const SIGNED_WITHIN = 2;

function verdictOf(copy: ArchiveCopy, all: readonly ArchiveFinding[], until: string | undefined): ArchiveVerdict {
  const [first, last] = [copy.digests[0]?.signed.digest, copy.digests.at(-1)?.signed.digest];
  const end = last?.until ?? '';
  const unsigned = all.filter((finding) => isUnsignedYet(finding, end));
  const findings = all.filter((finding) => !unsigned.includes(finding));
  const isOverdue = until !== undefined && Date.parse(until) - Date.parse(end) > (1 + SIGNED_WITHIN) * HOUR;
  if (isOverdue)
    findings.push({
      name: 'digests/',
      finding: 'missing',
      reason: `the last digest ends at ${end}, long before --until`,
    });
  const notChecked = [
    ...(unsigned.length > 0 ? [`${unsigned.length} files that no digest covers yet`] : []),
    ...(until === undefined ? [`whether the copy should go beyond ${end}: --until was not set`] : []),
    'the events in the files: run `verify` on the same folder',
  ];
  const counts = { digests: copy.digests.length, files: copy.files.length, notChecked, findings };
  if (findings.length > 0 || last === undefined) return counts;
  const from = first === undefined || first.previous === undefined ? undefined : first.from;
  return { ...counts, whole: { ...(from !== undefined && { from }), until: end } };
}

/** A file of the last signed hour or later may have arrived after the last digest. Its name has the hour. */
function isUnsignedYet({ name, finding }: ArchiveFinding, until: string): boolean {
  const [, day = '', hour = ''] = /^events\/(\d{4}\/\d\d\/\d\d)\/(\d\d)\//.exec(name) ?? [];
  const begins = Date.parse(`${day.replaceAll('/', '-')}T${hour}:00:00Z`);
  return finding === 'unlisted' && begins >= Date.parse(until) - HOUR;
}

/** Findings that are shown. The JSON has all of them. */
const SHOWN = 200;

function textOf({ digests, files, notChecked, findings, whole }: ArchiveVerdict): string {
  const rows = findings.slice(0, SHOWN).map(({ finding, name, reason }) => [finding, name, reason]);
  const rest = findings.length - rows.length;
  return [
    `${digests} digests, ${files} files, ${findings.length} findings`,
    `Not checked\n${notChecked.map((line) => `  ${line}`).join('\n')}`,
    ...(rows.length > 0 ? [table(['FINDING', 'FILE', 'REASON'], rows)] : []),
    ...(rest > 0 ? [`… and ${rest} more findings.`] : []),
    whole === undefined
      ? 'Nothing is shown to be whole: there are findings.'
      : `Whole from ${whole.from ?? 'the beginning of the archive'} to ${whole.until}.`,
  ].join('\n\n');
}

/** Files of public keys by the ARN that they were given for; a single one may have none. */
function keyFilesIn(option: string | undefined): readonly { readonly arn?: string; readonly key: KeyObject }[] {
  if (option === undefined) throw new UsageError('--public-key', 'is missing; give the file of the public key');
  const entries = option.split(',');
  return entries.map((entry) => {
    const [, arn, file] = /^(arn:[^=]+)=(.+)$/.exec(entry) ?? [];
    if (arn !== undefined && file !== undefined) return { arn, key: publicKey(file) };
    if (entries.length > 1)
      throw new UsageError('--public-key', 'must name the key of each file, as ARN=FILE,ARN=FILE');
    return { key: publicKey(entry) };
  });
}

function publicKey(file: string): KeyObject {
  try {
    const content = readFileSync(file);
    return content.includes('-----BEGIN')
      ? createPublicKey(content)
      : createPublicKey({ key: content, format: 'der', type: 'spki' });
  } catch {
    throw new UsageError('--public-key', 'must be a file with a public key, as DER or PEM');
  }
}

/** A single key without an ARN is that of all digests, which must then name one key. */
function keysFor({ digests }: ArchiveCopy, given: ReturnType<typeof keyFilesIn>): ReadonlyMap<string, KeyObject> {
  const named = [...new Set(digests.map(({ signed }) => signed.key))];
  return new Map(
    given.map(({ arn, key }) => {
      if (arn !== undefined) return [arn, key] as const;
      const [only] = named;
      if (only === undefined || named.length > 1)
        throw new UsageError('--public-key', `must name the key of each file, as ARN=FILE: ${named.join(', ')}`);
      return [only, key] as const;
    }),
  );
}

/** Time before which files may have expired: their lock ends on a day. */
function keptSinceOf(option: string | undefined, now: Date): Date {
  if (option === undefined) return new Date(0);
  if (!/^([1-9]|10)$/.test(option))
    throw new UsageError('--years', 'must be 1 to 10, as auditArchiveYears of the stage');
  return new Date(now.getTime() - Number(option) * 365 * 24 * HOUR);
}

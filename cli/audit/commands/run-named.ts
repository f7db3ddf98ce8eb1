import { MOST_ROWS, parseQuery } from '../insights/parse-query.ts';
import { columnsOf, numericColumnsOf, type ResultRow } from '../insights/result.ts';
import { auditQueries } from '../queries/index.ts';
import { type AuditQuery, meaningOf, savedText, SUBJECT } from '../queries/query.ts';
import { subjectDigest } from '../../../functions/domain/digest.ts';
import type { Arguments } from '../../ops/arguments.ts';
import { userIdError } from '../../ops/fields.ts';
import { UsageError } from '../../ops/outcome.ts';
import { referenceIn } from '../../ops/reference.ts';
import type { Command } from '../command.ts';
import { allEvents, ask, type ParameterValues, type Trail } from '../trail.ts';
import { asCsv, asJsonLines, asTable, type Result, withNumbers } from '../formats.ts';
import { type Period, periodOf } from '../period.ts';
import type { Place } from '../place.ts';

const FORMATS = ['table', 'csv', 'json', 'jsonl'] as const;

export const runNamed: Command = {
  usage:
    'QUERY [--since AGE] [--until AGE] [--subject USERID | --digest DIGEST] [--reference REFERENCE] [--format table|csv|json|jsonl]',
  summary: 'runs one query on the trail',
  details: `  --since AGE          start: 30d (default), 12h, 45m, a day such as 2026-11-01, or 2026-11-01T09:30:00Z
  --until AGE          end, in the same forms; default: now
  --subject USERID     user ID for the query subject; needs the right to read the key of the digests
  --digest DIGEST      subject in a row of another query, in place of --subject; needs no key
  --reference R        reference for the query request
  --format FORMAT      table (default), json, jsonl (a line for each row), or csv that is safe to open in a spreadsheet

An event that was delivered several times counts once.`,
  options: {
    since: { type: 'string' },
    until: { type: 'string' },
    subject: { type: 'string' },
    digest: { type: 'string' },
    reference: { type: 'string' },
    format: { type: 'string' },
  },
  positionals: [1, 1],
  async run({ place, now, progress, line }, given) {
    const query = queryOf(given);
    const format = formatOf(given);
    const period = periodOf(given.option('since') ?? '30d', given.option('until'), now);
    const values = await valuesOf(query, given, place);
    const trail = place.trail();
    if (query.name === 'events' && format === 'jsonl') {
      for await (const row of trail.events(period)) line(asJsonLines([row]));
      return { text: '', found: isUnread(trail, progress) };
    }
    const rows =
      query.name === 'events'
        ? (await allEvents(trail, period)).toSorted(byTime)
        : await ask(trail, query, period, { now, values });
    if (rows.length === MOST_ROWS && query.name !== 'events')
      progress(`Only the first ${MOST_ROWS} rows are shown; choose a shorter period.`);
    const { commands } = parseQuery(savedText(query));
    const result = { columns: columnsOf(commands), numeric: numericColumnsOf(commands), rows };
    const text = written(format, query, period, trail, result);
    if (isUnread(trail, progress)) return { text, found: true };
    // A question about one user or request that finds nothing was asked in the wrong way.
    if (rows.length === 0 && query.parameters.length > 0) {
      progress(hintFor(query, given));
      return { text, found: true };
    }
    return { text, found: query.finds === 'incidents' && rows.length > 0 };
  },
};

function queryOf({ positionals: [name = ''] }: Arguments): AuditQuery {
  const query = auditQueries.find((known) => known.name === name);
  if (query === undefined)
    throw new UsageError('QUERY', `must be one of: ${auditQueries.map((known) => known.name).join(', ')}`);
  return query;
}

function formatOf(given: Arguments): (typeof FORMATS)[number] {
  const text = given.option('format') ?? 'table';
  const format = FORMATS.find((known) => known === text);
  if (format === undefined) throw new UsageError('--format', `must be one of ${FORMATS.join(', ')}`);
  return format;
}

async function valuesOf({ name, parameters }: AuditQuery, given: Arguments, place: Place): Promise<ParameterValues> {
  for (const option of ['subject', 'reference'] as const) {
    const isTaken = parameters.some((parameter) => parameter.name === option);
    const value = given.option(option);
    if (isTaken && option === 'subject' && given.option('digest') !== undefined) continue;
    if (isTaken && value === undefined) throw new UsageError(`--${option}`, `is missing; the query ${name} needs it`);
    if (!isTaken && value !== undefined) throw new UsageError(`--${option}`, `is not an option of the query ${name}`);
  }
  const [userId, reference, digest] = [given.option('subject'), given.option('reference'), given.option('digest')];
  if (digest !== undefined && (userId !== undefined || name !== 'subject'))
    throw new UsageError('--digest', 'is for the query subject, in place of --subject');
  if (digest !== undefined && !SUBJECT.pattern.test(digest))
    throw new UsageError('--digest', 'must be the 22 characters of a subject in a row of a query');
  return {
    ...(digest !== undefined && { subject: [digest] }),
    ...(userId !== undefined && { subject: await digestsOf(userId, place) }),
    ...(reference !== undefined && { reference: [referenceIn(reference, '--reference')] }),
  };
}

/**
 * Returns the digest of a user ID with each kept key: events before a rotation have the digest with the previous key.
 */
async function digestsOf(userId: string, place: Place): Promise<string[]> {
  const error = userIdError(userId);
  if (error !== undefined) throw new UsageError('--subject', `${error.reason}; ${error.fix}`);
  return (await place.subjectKeys()).map((key) => subjectDigest(key, userId));
}

/** A digest given as a user ID is hashed, and finds nothing. */
function hintFor({ name }: AuditQuery, given: Arguments): string {
  if (name === 'subject' && SUBJECT.pattern.test(given.option('subject') ?? ''))
    return 'Nothing found. This looks like a digest: use --digest in place of --subject.';
  if (name === 'subject')
    return 'Nothing found. Write the user ID as the directory has it, or ask for a longer period with --since.';
  return 'Nothing found. Check the reference, or ask for a longer period with --since.';
}

const byTime = (a: ResultRow, b: ResultRow): number => {
  const [x, y] = [a['@timestamp'] ?? '', b['@timestamp'] ?? ''];
  return x < y ? -1 : Number(x > y);
};

/** Says so where an answer is not about the whole period: there was nothing to read, or a part of it was broken. */
function isUnread({ reading: { lines, broken } }: Trail, progress: (line: string) => void): boolean {
  if (lines === 0) progress('Nothing was read: the trail has no line in this period. An idle stage has checkpoints.');
  if (broken > 0)
    progress(
      `${broken === 1 ? '1 line was' : `${broken} lines were`} not read, so the answer may lack events. Run verify.`,
    );
  return lines === 0 || broken > 0;
}

function written(
  format: (typeof FORMATS)[number],
  query: AuditQuery,
  { start, end }: Period,
  trail: Trail,
  result: Result & { readonly numeric: ReadonlySet<string> },
): string {
  const [from, until] = [start.toISOString(), end.toISOString()];
  const { name, finds, question, aHitMeans } = query;
  if (format === 'csv') return asCsv(result);
  if (format === 'jsonl') return asJsonLines(result.rows, result.numeric);
  if (format === 'json')
    return JSON.stringify(
      {
        query: name,
        finds,
        question,
        aHitMeans,
        trail: trail.name,
        from,
        until,
        rows: result.rows.map((row) => withNumbers(row, result.numeric)),
      },
      null,
      2,
    );
  const heading = `${question}\n${trail.name}, ${from} to ${until}\n`;
  if (result.rows.length === 0) return `${heading}\n${nothingIn(trail)}`;
  return `${heading}\n${asTable(result)}\n\n${meaningOf(query)}`;
}

function nothingIn({ reading: { lines, broken } }: Trail): string {
  if (lines === 0) return 'Nothing was read.';
  return broken === 0 ? 'Nothing found.' : 'Nothing found in the lines that could be read.';
}

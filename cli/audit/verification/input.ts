import { closeSync, createReadStream, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { UsageError } from '../../ops/outcome.ts';

/** One line of an input, with its place for messages. */
export interface InputLine {
  readonly text: string;
  readonly place: string;
}

/** Part of an input that could not be read to its end. */
export interface UnreadInput {
  readonly place: string;
  readonly reason: string;
  /** The file has no line. A function that never logged has such a file; the archive never has one. */
  readonly empty?: true;
}

/** Exported events, log files, or a folder of either. */
export interface Input {
  /** True if each line must be an event: an export, or a file of the archive. Other logs have other lines too. */
  readonly eventsOnly: boolean;
  /** Period of the export, ISO 8601 in UTC, if it names one. */
  readonly from?: string;
  readonly until?: string;
  /** @param since files of the archive that are complete before it are left out */
  lines(since?: Date): AsyncIterable<InputLine | UnreadInput>;
}

/** Header of our CSV. The apostrophe keeps a spreadsheet from reading `@` as a formula. */
const CSV_HEADER = /^'?@timestamp,'?@message\r?\n/;

/** Start of our JSON. A line of a log begins with another member. */
const JSON_DOCUMENT = /^\s*\{\s*"(query|rows)"/;

/** Bytes of a JSON or CSV export that is read as a whole. */
const LARGEST_DOCUMENT = 256 * 1024 * 1024;

/**
 * Opens an input: a file with the output of `run events`, a file with the lines of a log, or a folder of such files,
 * also compressed, such as a copy of the archive.
 *
 * @throws {@link UsageError} where it cannot be read or is no export
 */
export function openInput(path: string, argument = 'FILE'): Input {
  const stat = statOf(path, argument);
  if (stat.isDirectory()) return folder(path, argument);
  const start = startOf(path).toString();
  if (!JSON_DOCUMENT.test(start) && !CSV_HEADER.test(start)) return logFiles([path], path, false);
  if (stat.size > LARGEST_DOCUMENT)
    throw new UsageError(argument, 'is too large for this format; export the events with --format jsonl');
  const text = readFileSync(path, 'utf8');
  return CSV_HEADER.test(text) ? csv(text, path, argument) : document(text, path, argument);
}

function statOf(path: string, argument: string) {
  try {
    return statSync(path);
  } catch {
    throw new UsageError(argument, 'cannot be read');
  }
}

/** First bytes of a file, which tell its format. */
function startOf(path: string): Buffer {
  const start = Buffer.alloc(64);
  const file = openSync(path, 'r');
  try {
    return start.subarray(0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

/** Below `events/` a copy of the archive has its events; its digests are below `digests/`. */
function folder(path: string, argument: string): Input {
  const names = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  const archived = names.filter((name) => relative(path, name).startsWith('events/'));
  const files = archived.length > 0 ? archived : names.filter((name) => /\.(jsonl|gz)$/.test(name));
  if (files.length === 0)
    throw new UsageError(argument, 'has no file with events: neither one below events/, nor *.jsonl, nor *.gz');
  return logFiles(files, path, archived.length > 0);
}

const logFiles = (files: readonly string[], root: string, eventsOnly: boolean): Input => ({
  eventsOnly,
  async *lines(since) {
    for (const file of files) {
      const place = file === root ? file : relative(root, file);
      if (since === undefined || !arrivedBefore(since, place)) yield* linesOf(file, place);
    }
  },
});

/** Milliseconds from the hour in the name of a file of the archive until none of its events can be newer. */
const ARRIVES_WITHIN = 2 * 3_600_000;

/** The name of a file of the archive has the hour in which Firehose got its first event. */
function arrivedBefore(since: Date, place: string): boolean {
  const [, day, hour] = /^events\/(\d{4}\/\d\d\/\d\d)\/(\d\d)\//.exec(place) ?? [];
  if (day === undefined || hour === undefined) return false;
  return Date.parse(`${day.replaceAll('/', '-')}T${hour}:00:00Z`) + ARRIVES_WITHIN <= since.getTime();
}

/** First bytes of a compressed file. */
const GZIP = Buffer.from([0x1f, 0x8b]);

async function* linesOf(file: string, place: string): AsyncGenerator<InputLine | UnreadInput> {
  const bytes = createReadStream(file);
  const isCompressed = startOf(file).subarray(0, 2).equals(GZIP);
  const content = isCompressed ? bytes.pipe(createGunzip()) : bytes;
  const failed = new Promise<never>((_resolve, reject) => {
    content.once('error', reject);
    bytes.once('error', reject);
  });
  failed.catch(() => undefined);
  let number = 0;
  let failing = false;
  try {
    for await (const text of createInterface({ input: content, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() !== '') yield { text, place: `${place}:${number}` };
    }
    await Promise.race([failed, Promise.resolve()]);
  } catch (error) {
    failing = true;
    yield {
      place,
      reason: `it could be read to line ${number} only: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  if (number === 0 && !failing) yield { place, reason: 'it is empty', empty: true };
}

function csv(text: string, path: string, argument: string): Input {
  let rows: unknown[];
  try {
    rows = parse(text, {
      columns: (names: string[]) => names.map((name) => name.replace(/^'/, '')),
      recordDelimiter: ['\r\n', '\n'],
      relaxColumnCount: true,
    });
  } catch {
    throw new UsageError(argument, 'is CSV with broken quotes; export it again');
  }
  return exported(rows, path, argument);
}

function document(text: string, path: string, argument: string): Input {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(argument, 'is broken JSON: it is not whole; export it again');
  }
  if (typeof json !== 'object' || json === null || !('rows' in json) || !Array.isArray(json.rows))
    throw new UsageError(argument, 'has no rows; export the query events');
  const period = json as { from?: unknown; until?: unknown };
  return {
    ...exported(json.rows, path, argument),
    ...(typeof period.from === 'string' && { from: period.from }),
    ...(typeof period.until === 'string' && { until: period.until }),
  };
}

function exported(rows: readonly unknown[], path: string, argument: string): Input {
  const messages = rows.map((row) => {
    if (typeof row === 'object' && row !== null && '@message' in row) return String(row['@message']);
    throw new UsageError(argument, 'has rows without @message; export the query events, which has whole events');
  });
  return {
    eventsOnly: true,
    async *lines() {
      for (const [index, text] of messages.entries()) yield { text, place: `${path}, row ${index + 1}` };
    },
  };
}

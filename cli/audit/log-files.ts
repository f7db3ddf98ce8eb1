import { UsageError } from '../ops/outcome.ts';
import { rowOf } from './insights/log-event.ts';
import type { ResultRow } from './insights/result.ts';
import { RunningQuery } from './insights/run-query.ts';
import type { Period } from './period.ts';
import { readLine } from './read-line.ts';
import type { Asked, Trail } from './trail.ts';
import { type Input, openInput } from './verification/input.ts';

/** Broken lines that are named. The rest is counted. */
const NAMED = 10;

interface FileEvent {
  /** Time of the event: unlike CloudWatch, a file has no time for a line. */
  readonly at: Date;
  readonly audit: object;
  readonly text: string;
}

/**
 * Audit trail in files: a folder with `<function>.jsonl` for each function, as the laptop cloud writes it, a copy of
 * the archive, or an export. Files may be compressed. They are read once for all queries, line by line.
 */
export class LogFiles implements Trail {
  readonly name: string;
  readonly reading = { lines: 0, broken: 0 };
  readonly #input: Input;
  readonly #now: Date;
  readonly #warn: (line: string) => void;

  /** @throws {@link UsageError} where there is nothing to read */
  constructor(path: string, now: Date, warn: (line: string) => void) {
    this.name = path;
    this.#input = openInput(path, '--logs');
    this.#now = now;
    this.#warn = warn;
  }

  /** @throws where a file cannot be read to its end, or there is no event in any file */
  async run(asked: readonly Asked[]): Promise<readonly (readonly ResultRow[])[]> {
    const queries = asked.map(({ text, about }) => ({ query: new RunningQuery(text, { now: this.#now }), about }));
    try {
      for await (const { at, audit, text } of this.#events(earliest(asked))) {
        const matching = queries.filter(({ about: { start, end } }) => at >= start && at < end);
        if (matching.length === 0) continue;
        this.reading.lines += 1;
        const row = rowOf(at, text, { audit });
        for (const { query } of matching) query.add(row);
      }
      return queries.map(({ query }) => query.finish());
    } finally {
      for (const { query } of queries) query.end();
    }
  }

  async *events({ start, end }: Period): AsyncGenerator<ResultRow> {
    for await (const { at, text } of this.#events(start)) {
      if (at < start || at >= end) continue;
      this.reading.lines += 1;
      yield { '@timestamp': at.toISOString().replace('T', ' ').replace('Z', ''), '@message': text };
    }
  }

  async *#events(since: Date): AsyncGenerator<FileEvent> {
    let [lines, events] = [0, 0];
    for await (const line of this.#input.lines(since)) {
      if ('reason' in line) {
        if (line.empty === true && !this.#input.eventsOnly) continue;
        throw new Error(`${line.place} was not read: ${line.reason}`);
      }
      lines += 1;
      const read = readLine(line.text, this.#input.eventsOnly);
      if (read.kind === 'other') continue;
      const event = read.kind === 'event' ? eventIn(read.audit, read.text) : undefined;
      if (event === undefined) this.#report(line.place);
      else {
        events += 1;
        yield event;
      }
    }
    if (lines > 0 && events === 0 && this.reading.broken === 0)
      throw new UsageError('--logs', 'has files, and no audit event in any of them');
  }

  #report(place: string): void {
    this.reading.broken += 1;
    if (this.reading.broken <= NAMED) this.#warn(`${place} is not a complete audit event and is ignored`);
    if (this.reading.broken === NAMED) this.#warn('More such lines are counted and not named.');
  }
}

const earliest = (asked: readonly Asked[]): Date =>
  new Date(asked.reduce((first, { about }) => Math.min(first, about.start.getTime()), Number.POSITIVE_INFINITY));

function eventIn(audit: unknown, text: string): FileEvent | undefined {
  if (typeof audit !== 'object' || audit === null || !('at' in audit) || typeof audit.at !== 'string') return undefined;
  const at = new Date(audit.at);
  return Number.isNaN(at.getTime()) ? undefined : { at, audit, text };
}

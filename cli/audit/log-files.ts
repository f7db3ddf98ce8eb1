import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logEvent } from './insights/log-event.ts';
import { type ResultRow, runQuery } from './insights/run-query.ts';
import type { Row } from './insights/value.ts';
import { UsageError } from '../ops/outcome.ts';
import type { Period } from './period.ts';
import type { Trail } from './trail.ts';

/** Start of a line with an audit event. */
const AUDIT = '{"audit":';

/** Audit trail in a folder with a file `<function>.jsonl` for each function, as the laptop cloud writes it. */
export class LogFiles implements Trail {
  readonly name: string;
  readonly #events: readonly Row[];
  readonly #now: Date;

  /** @throws {@link UsageError} where the folder cannot be read */
  constructor(folder: string, now: Date, warn: (line: string) => void) {
    this.name = folder;
    this.#now = now;
    this.#events = filesIn(folder).flatMap((file) => eventsIn(join(folder, file), warn));
  }

  run(text: string, { start, end }: Period): Promise<readonly ResultRow[]> {
    const events = this.#events.filter((row) => {
      const timestamp = row.get('@timestamp');
      return timestamp instanceof Date && timestamp >= start && timestamp < end;
    });
    return Promise.resolve(runQuery(text, events, { now: this.#now }));
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  } catch {
    throw new UsageError('--logs', 'there is no such folder; a running `npm start` writes .local/logs');
  }
}

/** Returns the events of a file, at the times in the events: unlike CloudWatch, the file has no time for a line. */
function eventsIn(file: string, warn: (line: string) => void): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (!line.startsWith(AUDIT)) return [];
    const at = logEvent(new Date(0), line).get('audit.at');
    const timestamp = new Date(typeof at === 'string' ? at : Number.NaN);
    if (!Number.isNaN(timestamp.getTime())) return [logEvent(timestamp, line)];
    warn(`${file}:${index + 1} is not a complete audit event and is ignored`);
    return [];
  });
}

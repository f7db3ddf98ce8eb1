import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StreamLog } from './table-stream.ts';

const SUFFIX = '.jsonl';

/** The streams of all tables that have one, each in a file of its own in one folder. */
export class TableStreams {
  readonly #folder: string;
  readonly #open = new Map<string, StreamLog>();

  /** Opens the streams of earlier runs. */
  constructor(folder: string) {
    this.#folder = folder;
    for (const name of filesOf(folder)) if (name.endsWith(SUFFIX)) this.enable(name.slice(0, -SUFFIX.length));
  }

  enable(tableName: string): StreamLog {
    const open = this.#open.get(tableName) ?? StreamLog.open(this.#path(tableName), tableName);
    this.#open.set(tableName, open);
    return open;
  }

  find(tableName: string): StreamLog | undefined {
    return this.#open.get(tableName);
  }

  async remove(tableName: string): Promise<void> {
    const log = this.#open.get(tableName);
    this.#open.delete(tableName);
    await log?.close();
    rmSync(this.#path(tableName), { force: true });
  }

  async close(): Promise<void> {
    for (const log of this.#open.values()) await log.close();
  }

  #path(tableName: string): string {
    return join(this.#folder, `${tableName}${SUFFIX}`);
  }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

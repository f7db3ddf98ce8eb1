import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const RECENT_LINES = 12;

const isJsonObject = (line: string): boolean => {
  if (!line.startsWith('{')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
};

/** The log of one function: JSON lines as they are, any other line as the `message` of one. */
export class FunctionLog {
  readonly path: string;
  readonly #recent: string[] = [];
  readonly #listeners = new Set<(line: string) => void>();

  constructor(path: string) {
    this.path = path;
  }

  /** The last lines that a function wrote to stderr, shown when it crashes. */
  get recentErrors(): readonly string[] {
    return this.#recent;
  }

  /** Gives each line to a listener, until the returned function is called. */
  onLine(listener: (line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  follow(stdout: Readable, stderr: Readable): void {
    createInterface({ input: stdout }).on('line', (line) => this.write(line));
    createInterface({ input: stderr }).on('line', (line) => {
      this.#recent.push(line);
      if (this.#recent.length > RECENT_LINES) this.#recent.shift();
      this.write(line);
    });
  }

  write(line: string): void {
    if (line.trim() === '') return;
    const entry = isJsonObject(line) ? line : JSON.stringify({ timestamp: new Date().toISOString(), message: line });
    // Written synchronously, so that the log is complete when the answer arrives.
    appendFileSync(this.path, `${entry}\n`);
    for (const listener of this.#listeners) listener(entry);
  }
}

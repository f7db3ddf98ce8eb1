import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUCKETS = 64;

/** Characters that a bucket gathers before it is written. */
const GATHERED = 64 * 1024;

/**
 * Rows that are grouped by a key later. They are kept in files, so that memory does not grow with the trail; each
 * group is in one bucket, and a bucket is read at a time. A small trail never reaches the disk.
 */
export class Spill<Row> {
  readonly #gathered: string[] = Array.from({ length: BUCKETS }, () => '');
  #folder: string | undefined;

  add(key: string, row: Row): void {
    const bucket = bucketOf(key);
    const gathered = `${this.#gathered[bucket] ?? ''}${JSON.stringify(row)}\n`;
    this.#gathered[bucket] = gathered;
    if (gathered.length < GATHERED) return;
    this.#folder ??= mkdtempSync(join(tmpdir(), 'audit-'));
    appendFileSync(this.#file(this.#folder, bucket), gathered);
    this.#gathered[bucket] = '';
  }

  /** Returns the rows of one bucket after the other. */
  *buckets(): Generator<Row[]> {
    for (const [bucket, gathered] of this.#gathered.entries()) {
      const file = this.#folder === undefined ? undefined : this.#file(this.#folder, bucket);
      const written = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
      const text = `${written}${gathered}`;
      if (text !== '')
        yield text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Row);
    }
  }

  /** Deletes the files. */
  end(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #file(folder: string, bucket: number): string {
    return join(folder, String(bucket));
  }
}

/** FNV-1a. Keys are digests or IDs, so their characters are spread evenly. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % BUCKETS;
}

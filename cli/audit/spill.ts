import { appendFileSync, closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

const BUCKETS = 64;

/** Characters that a bucket gathers before it is written. */
const GATHERED = 16 * 1024;

/** Bytes of a bucket that is read as a whole. A larger one is divided again. */
const WHOLE = 4 * 1024 * 1024;

/** Divisions after which a bucket is read as a whole: nearly all of its rows have one key then. */
const MOST_DIVISIONS = 3;

/** Bytes that are read at once. */
const CHUNK = 64 * 1024;

/**
 * Rows that are grouped by a key later. They are kept in files, so that memory does not grow with the trail: all rows
 * of a key are in one bucket, and a bucket is read at a time. A small trail never reaches the disk.
 */
export class Spill<Row> {
  readonly #gathered: string[] = Array.from({ length: BUCKETS }, () => '');
  readonly #divisions: number;
  readonly #whole: number;
  #folder: string | undefined;

  /**
   * @param divisions number of spills above this one; each divides keys in another way
   * @param whole bytes of a bucket that is read as a whole
   */
  constructor(divisions = 0, whole = WHOLE) {
    this.#divisions = divisions;
    this.#whole = whole;
  }

  add(key: string, row: Row): void {
    const bucket = bucketOf(key, this.#divisions);
    const gathered = `${this.#gathered[bucket] ?? ''}${JSON.stringify([key, row])}\n`;
    this.#gathered[bucket] = gathered;
    if (gathered.length < GATHERED) return;
    this.#folder ??= mkdtempSync(join(tmpdir(), 'audit-'));
    appendFileSync(this.#file(this.#folder, bucket), gathered);
    this.#gathered[bucket] = '';
  }

  /** Returns the rows of one bucket after the other, each row once it is asked for. */
  *streams(): Generator<Iterable<Row>> {
    for (const bucket of this.#gathered.keys()) if (!this.#isEmpty(bucket)) yield rowsOf(this.#entries(bucket));
  }

  /** Returns the rows of one bucket after the other. A large bucket comes in several parts, no key in two of them. */
  *buckets(): Generator<Row[]> {
    for (const bucket of this.#gathered.keys()) {
      if (this.#isEmpty(bucket)) continue;
      if (this.#size(bucket) <= this.#whole || this.#divisions === MOST_DIVISIONS) {
        yield [...rowsOf(this.#entries(bucket))];
        continue;
      }
      const parts = new Spill<Row>(this.#divisions + 1, this.#whole);
      try {
        for (const [key, row] of this.#entries(bucket)) parts.add(key, row);
        yield* parts.buckets();
      } finally {
        parts.end();
      }
    }
  }

  /** Deletes the files. */
  end(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  *#entries(bucket: number): Generator<readonly [string, Row]> {
    const file = this.#written(bucket);
    if (file !== undefined) for (const line of linesIn(file)) yield JSON.parse(line) as [string, Row];
    const gathered = this.#gathered[bucket] ?? '';
    for (const line of gathered.split('\n')) if (line !== '') yield JSON.parse(line) as [string, Row];
  }

  #isEmpty(bucket: number): boolean {
    return this.#gathered[bucket] === '' && this.#written(bucket) === undefined;
  }

  #size(bucket: number): number {
    const file = this.#written(bucket);
    return file === undefined ? 0 : statSync(file).size;
  }

  #written(bucket: number): string | undefined {
    const file = this.#folder === undefined ? undefined : this.#file(this.#folder, bucket);
    return file !== undefined && existsSync(file) ? file : undefined;
  }

  #file(folder: string, bucket: number): string {
    return join(folder, String(bucket));
  }
}

function* rowsOf<Row>(entries: Iterable<readonly [string, Row]>): Generator<Row> {
  for (const [, row] of entries) yield row;
}

function* linesIn(file: string): Generator<string> {
  const opened = openSync(file, 'r');
  const chunk = Buffer.alloc(CHUNK);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    for (let read = readSync(opened, chunk); read > 0; read = readSync(opened, chunk)) {
      const lines = `${rest}${decoder.write(chunk.subarray(0, read))}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(opened);
  }
}

/** FNV-1a. Keys are digests or IDs, so their characters are spread evenly. */
function bucketOf(key: string, divisions: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(divisions, 0x9e3779b1);
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  // The lower bits alone would be the same for keys that are in one bucket already.
  hash ^= hash >>> 15;
  return (hash >>> 0) % BUCKETS;
}

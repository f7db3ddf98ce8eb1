import { appendFile, closeSync, mkdirSync, openSync, read, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';

const appendToFile = promisify(appendFile);
const readFromFile = promisify(read);

/** Before the first record of any stream. */
export const TRIM_HORIZON = '0'.repeat(21);

/** DynamoDB keeps the records of a stream for 24 hours. */
const RETENTION_SECONDS = 24 * 3600;

/**
 * One table's changes, in order, as one shard. Sequence numbers are decimal strings of one length: they sort as text.
 */
export interface TableStream {
  readonly arn: string;
  /** The sequence number of the newest record; {@link TRIM_HORIZON} while there is none. */
  latest(): string;
  /** Up to `limit` records after a sequence number, oldest first. */
  read(afterSequence: string, limit: number): Promise<DynamoDBRecord[]>;
  /** Resolves when a record after that sequence number is there, or when the signal is aborted. */
  waitForRecords(afterSequence: string, signal: AbortSignal): Promise<void>;
}

/** A change as the store reports it; the stream adds the rest of the record. */
export interface ItemChange extends Pick<DynamoDBRecord, 'eventName' | 'userIdentity'> {
  images: Pick<NonNullable<DynamoDBRecord['dynamodb']>, 'Keys' | 'NewImage' | 'OldImage'>;
}

interface Position {
  sequence: string;
  offset: number;
}

/** A stream kept in a file of JSON lines. Records older than 24 hours are dropped when the file is opened. */
export class StreamLog implements TableStream {
  readonly arn: string;
  /** Its descriptor. */
  readonly #file: number;
  #positions: Position[];
  #end: number;
  #unwritten: string[] = [];
  #flush: Promise<void> | undefined;
  #waiting = new Set<() => void>();

  private constructor(arn: string, file: number, positions: Position[], end: number) {
    this.arn = arn;
    this.#file = file;
    this.#positions = positions;
    this.#end = end;
  }

  static open(path: string, tableName: string): StreamLog {
    mkdirSync(dirname(path), { recursive: true });
    const lines = retainedLines(path);
    const positions: Position[] = [];
    let end = 0;
    for (const { line, sequence } of lines) {
      positions.push({ sequence, offset: end });
      end += Buffer.byteLength(line) + 1;
    }
    writeFileSync(`${path}.tmp`, lines.map(({ line }) => `${line}\n`).join(''), { mode: 0o600 });
    renameSync(`${path}.tmp`, path);
    const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${tableName}/stream/local`;
    return new StreamLog(arn, openSync(path, 'a+'), positions, end);
  }

  latest(): string {
    return this.#positions.at(-1)?.sequence ?? TRIM_HORIZON;
  }

  /** Gives the change its place in the order now; resolves once the record is in the file. */
  append(change: ItemChange): Promise<void> {
    const sequence = this.#nextSequence();
    const { images, ...event } = change;
    const record: DynamoDBRecord = {
      eventID: sequence,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: this.arn,
      ...event,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
        ...images,
        SequenceNumber: sequence,
        SizeBytes: JSON.stringify(images).length,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    };
    const line = `${JSON.stringify(record)}\n`;
    this.#positions.push({ sequence, offset: this.#end });
    this.#end += Buffer.byteLength(line);
    this.#unwritten.push(line);
    this.#flush ??= this.#write();
    return this.#flush;
  }

  async read(afterSequence: string, limit: number): Promise<DynamoDBRecord[]> {
    const first = this.#indexAfter(afterSequence);
    const start = this.#positions[first]?.offset;
    if (start === undefined) return [];
    const end = this.#positions[first + limit]?.offset ?? this.#end;
    await this.#flush;
    const buffer = Buffer.alloc(end - start);
    await readFromFile(this.#file, buffer, 0, buffer.length, start);
    const lines = buffer.toString().split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as DynamoDBRecord);
  }

  async waitForRecords(afterSequence: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.latest() > afterSequence) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    const wake = () => resolve();
    signal.addEventListener('abort', wake);
    await promise;
    signal.removeEventListener('abort', wake);
    this.#waiting.delete(resolve);
  }

  async close(): Promise<void> {
    await this.#flush;
    closeSync(this.#file);
  }

  /** Lines that come while a write is under way go together with the next one. */
  async #write(): Promise<void> {
    while (this.#unwritten.length > 0) {
      const lines = this.#unwritten.join('');
      this.#unwritten = [];
      await appendToFile(this.#file, lines);
    }
    this.#flush = undefined;
    const woken = this.#waiting;
    this.#waiting = new Set();
    for (const resolve of woken) resolve();
  }

  /** Follows the clock in microseconds, so that numbers go on rising even over a removed file. */
  #nextSequence(): string {
    const next = Math.max(Date.now() * 1000, Number(this.latest()) + 1);
    return String(next).padStart(TRIM_HORIZON.length, '0');
  }

  #indexAfter(sequence: string): number {
    let low = 0;
    let high = this.#positions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#positions[middle]?.sequence ?? '') > sequence) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The lines of the last 24 hours. A last line cut off by a crash is left out. */
function retainedLines(path: string): { line: string; sequence: string }[] {
  const oldest = Date.now() / 1000 - RETENTION_SECONDS;
  const retained: { line: string; sequence: string }[] = [];
  for (const line of contentOf(path).split('\n').slice(0, -1)) {
    const { dynamodb } = JSON.parse(line) as DynamoDBRecord;
    const sequence = dynamodb?.SequenceNumber;
    if (sequence === undefined || (dynamodb?.ApproximateCreationDateTime ?? 0) < oldest) continue;
    retained.push({ line, sequence });
  }
  return retained;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

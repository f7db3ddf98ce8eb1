import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { Batches } from './batches.ts';
import { parseEventFilter } from './event-filter.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { type TableStream, TRIM_HORIZON } from './table-stream.ts';

export interface EventSourceMappingOptions {
  stream: TableStream;
  /** Keeps the sequence number up to which everything is settled. */
  checkpointFile: string;
  functionName: string;
  /** Records at most in one invocation. */
  batchSize: number;
  /** For how long a batch that is not full waits for more records, in milliseconds. */
  batchingWindowMs: number;
  /** Filter patterns as JSON; a record passes when any of them matches, or when there are none. */
  filters: string[];
  /** Invocations after the first that a failing batch gets; -1 retries for ever. */
  maximumRetryAttempts: number;
  bisectOnError: boolean;
  reportBatchItemFailures: boolean;
  /** Gets the message that AWS sends to the destination on failure: it names the records, never their content. */
  onFailure: (metadata: object) => void;
  /** Rejects when the function fails. */
  invoke: (event: DynamoDBStreamEvent) => Promise<unknown>;
  /** Pause before the first retry in milliseconds; doubles up to 10 s. */
  retryDelayMs?: number;
}

export interface EventSourceMapping {
  /** An invocation that does not end within a second is left alone: its records come again at the next start. */
  stop(): Promise<void>;
  /** Resolves once everything that is in the stream now is settled. */
  idle(): Promise<void>;
}

const LONGEST_RETRY_DELAY_MS = 10_000;
const STOP_MS = 1000;
/** Milliseconds. A file that is replaced after each batch would be the most of the emulator's work. */
const CHECKPOINT_MS = 500;
/** Records that are read at once and then filtered into batches. */
const READ_LIMIT = 1000;

/**
 * Runs a function for a table's stream the way Lambda does: in order, at least once. Throws on a filter it does not
 * know.
 */
export function startEventSourceMapping(options: EventSourceMappingOptions): EventSourceMapping {
  const poller = new Poller(options);
  return { stop: () => poller.stop(), idle: () => poller.idle() };
}

class Poller {
  readonly #options: EventSourceMappingOptions;
  readonly #passes: (record: DynamoDBRecord) => boolean;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #checkpoint: string;
  #saving: NodeJS.Timeout | undefined;
  #abandoned = false;
  #waiting: { sequence: string; resolve: () => void }[] = [];

  constructor(options: EventSourceMappingOptions) {
    this.#options = options;
    const filters = options.filters.map(parseEventFilter);
    this.#passes = (record) => filters.length === 0 || filters.some((matches) => matches(record));
    this.#checkpoint = readJsonFile<{ sequence: string }>(options.checkpointFile)?.sequence ?? TRIM_HORIZON;
    this.#running = this.#poll().catch((error: unknown) => {
      if (!this.#stopping.signal.aborted)
        console.error(`${options.functionName}: the stream is not read any more:`, error);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.race([this.#running, sleep(STOP_MS, undefined, { ref: false })]);
    this.#abandoned = true;
    if (this.#saving !== undefined) this.#save();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  idle(): Promise<void> {
    const sequence = this.#options.stream.latest();
    if (this.#checkpoint >= sequence) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ sequence, resolve });
    return promise;
  }

  async #poll(): Promise<void> {
    const { stream, batchSize, batchingWindowMs } = this.#options;
    const { signal } = this.#stopping;
    const batches = new Batches<DynamoDBRecord>({ size: batchSize, windowMs: batchingWindowMs });
    let position = this.#checkpoint;
    while (!signal.aborted) {
      await this.#waitForMore(position, batches.dueIn);
      const records = await stream.read(position, READ_LIMIT);
      position = sequenceOf(records.at(-1)) ?? position;
      batches.add(records.filter(this.#passes));
      for (let batch = batches.take(); batch !== undefined; batch = batches.take()) await this.#deliver(batch);
      // Filtered-out records are settled together with the records gathered before them.
      if (batches.dueIn === undefined) this.#settle(position);
    }
  }

  /** Until a record comes after that position, or a batch is due. */
  async #waitForMore(position: string, dueIn: number | undefined): Promise<void> {
    const { signal } = this.#stopping;
    const until = dueIn === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(dueIn))]);
    await this.#options.stream.waitForRecords(position, until);
  }

  /** Returns when each record is either processed or given up; throws when the mapping is stopped before. */
  async #deliver(batch: readonly DynamoDBRecord[]): Promise<void> {
    let rest = batch;
    for (let attempt = 0; rest.length > 0; attempt += 1) {
      const { processed, functionFailed } = await this.#invoke(rest);
      this.#settle(sequenceOf(rest[processed - 1]));
      rest = rest.slice(processed);
      if (functionFailed && this.#options.bisectOnError && rest.length > 1) return this.#deliverHalves(rest);
      if (rest.length > 0 && attempt === this.#options.maximumRetryAttempts) return this.#giveUp(rest, attempt + 1);
      if (rest.length > 0) await this.#pause(attempt);
    }
  }

  /** A split is no retry: each half starts with all its attempts. */
  async #deliverHalves(batch: readonly DynamoDBRecord[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.#pause(0);
    await this.#deliver(batch.slice(0, middle));
    await this.#deliver(batch.slice(middle));
  }

  async #invoke(batch: readonly DynamoDBRecord[]): Promise<{ processed: number; functionFailed: boolean }> {
    this.#stopping.signal.throwIfAborted();
    try {
      const answer = await this.#options.invoke({ Records: [...batch] });
      const processed = this.#options.reportBatchItemFailures ? processedBeforeFailure(answer, batch) : batch.length;
      return { processed, functionFailed: false };
    } catch {
      return { processed: 0, functionFailed: true };
    }
  }

  #giveUp(batch: readonly DynamoDBRecord[], invocations: number): void {
    const [first, last] = [batch[0]?.dynamodb, batch.at(-1)];
    const arrival = (seconds: number | undefined) => new Date((seconds ?? 0) * 1000).toISOString();
    this.#options.onFailure({
      requestContext: {
        requestId: randomUUID(),
        functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${this.#options.functionName}`,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: invocations,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000000000000000000-00000000',
        startSequenceNumber: first?.SequenceNumber,
        endSequenceNumber: last?.dynamodb?.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(first?.ApproximateCreationDateTime),
        approximateArrivalOfLastRecord: arrival(last?.dynamodb?.ApproximateCreationDateTime),
        batchSize: batch.length,
        streamArn: this.#options.stream.arn,
      },
    });
    this.#settle(sequenceOf(last));
  }

  #settle(sequence: string | undefined): void {
    if (this.#abandoned || sequence === undefined || sequence <= this.#checkpoint) return;
    this.#checkpoint = sequence;
    this.#saving ??= setTimeout(() => this.#save(), CHECKPOINT_MS);
    const settled = this.#waiting.filter((waiting) => waiting.sequence <= sequence);
    this.#waiting = this.#waiting.filter((waiting) => waiting.sequence > sequence);
    for (const { resolve } of settled) resolve();
  }

  /** Records that were settled after the last save come again if the process dies: delivery is at least once. */
  #save(): void {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    writeJsonFile(this.#options.checkpointFile, { sequence: this.#checkpoint });
  }

  async #pause(attempt: number): Promise<void> {
    const delay = Math.min((this.#options.retryDelayMs ?? 200) * 2 ** attempt, LONGEST_RETRY_DELAY_MS);
    await sleep(delay, undefined, { signal: this.#stopping.signal });
  }
}

const sequenceOf = (record: DynamoDBRecord | undefined): string | undefined => record?.dynamodb?.SequenceNumber;

/**
 * Number of records before the first failure that the function reports. An identifier that is no record's makes
 * the whole batch fail, as on AWS.
 */
function processedBeforeFailure(answer: unknown, batch: readonly DynamoDBRecord[]): number {
  const failures = (answer as Partial<DynamoDBBatchResponse> | null | undefined)?.batchItemFailures ?? [];
  const positions = failures.map(({ itemIdentifier }) =>
    batch.findIndex((record) => record.dynamodb?.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(batch.length, ...positions));
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBackend } from './dynamodb-backend.ts';
import { Front } from './dynamodb-front.ts';
import { ItemWrites } from './item-writes.ts';
import { close, listen, serve } from './loopback.ts';
import { TableDelay } from './table-delay.ts';
import type { TableStream } from './table-stream.ts';
import { TableStreams } from './table-streams.ts';
import { TimeToLive } from './time-to-live.ts';

export interface DynamoDb {
  url: string;
  stop(): Promise<void>;
  /**
   * A table's stream. Records are kept from the first call on, or since the table was made with a
   * StreamSpecification.
   */
  stream(tableName: string): TableStream;
  /** Delays calls on items; over HTTP the same is {@link TableDelay.PATH}. */
  setDelay: TableDelay['set'];
  /** Deletes expired items now, without waiting for the next sweep. */
  sweep(): Promise<void>;
}

interface Options {
  port: number;
  /** Folder that keeps tables, streams and TTL settings between runs. */
  dataDir: string;
  /** Seconds between two deletions of expired items. AWS promises days at most, so nothing may rely on it. */
  ttlSweepSeconds?: number | undefined;
  /** See {@link DynamoDb.setDelay}. */
  delayMs?: number;
}

/**
 * DynamoDB over its wire protocol, on 127.0.0.1: dynalite behind a front that adds streams, time to live and
 * `ReturnValuesOnConditionCheckFailure`. There are no transactions. `POST /_test/delay` slows it.
 */
export async function startDynamoDb(options: Options): Promise<DynamoDb> {
  mkdirSync(options.dataDir, { recursive: true });
  const delay = new TableDelay(options.delayMs ?? 0);
  let front: Front | undefined;
  const server = serve(async (request, response) => {
    if (request.url === TableDelay.PATH) return delay.answer(request, response);
    if (front === undefined) throw new Error('not started');
    return front.answer(request, response, delay);
  });
  // The port first: where it is taken, another process also holds the store.
  const url = await listen(server, options.port);

  const streams = new TableStreams(join(options.dataDir, 'streams'));
  const backend = await startBackend(join(options.dataDir, 'tables'));
  const writes = new ItemWrites(backend, streams);
  const timeToLive = new TimeToLive(join(options.dataDir, 'time-to-live.json'), backend, writes);
  front = new Front(backend, streams, writes, timeToLive);

  let sweeping: Promise<void> = Promise.resolve();
  const sweep = () => {
    sweeping = sweeping.catch(() => {}).then(() => timeToLive.sweep());
    return sweeping;
  };
  const sweepInBackground = () => {
    sweep().catch((error: unknown) => console.error('TTL sweep:', error));
  };
  const timer = setInterval(sweepInBackground, (options.ttlSweepSeconds ?? 30) * 1000);

  return {
    url,
    stream: (tableName) => streams.enable(tableName),
    setDelay: (milliseconds, containing) => delay.set(milliseconds, containing),
    sweep,
    async stop() {
      clearInterval(timer);
      await sweeping.catch(() => {});
      await close(server);
      await front?.idle();
      await backend.stop();
      await streams.close();
    },
  };
}

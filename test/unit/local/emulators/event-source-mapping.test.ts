import { join } from 'node:path';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import {
  type EventSourceMapping,
  type EventSourceMappingOptions,
  startEventSourceMapping,
} from '../../../../local/emulators/event-source-mapping.ts';
import { StreamLog } from '../../../../local/emulators/table-stream.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
let count = 0;
let stream: StreamLog;
let options: EventSourceMappingOptions;
let mapping: EventSourceMapping | undefined;
let batches: string[][];
let failures: object[];

const idsOf = (event: DynamoDBStreamEvent) => event.Records.map(({ dynamodb }) => dynamodb?.Keys?.['key']?.S ?? '');
const append = async (...keys: string[]) => {
  for (const key of keys)
    await stream.append({ eventName: 'INSERT', images: { Keys: { key: { S: key } }, NewImage: { key: { S: key } } } });
};
const run = (overrides: Partial<EventSourceMappingOptions> = {}) => {
  mapping = startEventSourceMapping({ ...options, ...overrides });
  return mapping;
};

beforeEach(() => {
  count += 1;
  batches = [];
  failures = [];
  stream = StreamLog.open(join(folder, `${count}.jsonl`), 'resets');
  options = {
    stream,
    checkpointFile: join(folder, `${count}.json`),
    functionName: 'mail-consumer',
    batchSize: 10,
    batchingWindowMs: 0,
    filters: [],
    maximumRetryAttempts: 2,
    bisectOnError: false,
    reportBatchItemFailures: true,
    retryDelayMs: 1,
    onFailure: (metadata) => failures.push(metadata),
    invoke: async (event) => {
      batches.push(idsOf(event));
      return { batchItemFailures: [] };
    },
  };
});
afterEach(async () => {
  await mapping?.stop();
  mapping = undefined;
  await stream.close();
});

test('records come in order, in batches, filtered, and records of later writes too', async () => {
  await append('a', 'b', 'skip', 'c');
  const filter = (key: string) => JSON.stringify({ dynamodb: { Keys: { key: { S: [key] } } } });
  const running = run({ batchSize: 2, filters: ['a', 'b', 'c', 'd'].map(filter) });
  await running.idle();
  await append('d', 'skip');
  await running.idle();
  expect(batches).toEqual([['a', 'b'], ['c'], ['d']]);
});

test('the checkpoint moves to the first reported failure and the rest comes again', async () => {
  await append('a', 'b', 'c');
  let failing = true;
  const running = run({
    invoke: async (event) => {
      batches.push(idsOf(event));
      const failed = event.Records.filter(({ dynamodb }) => failing && dynamodb?.Keys?.['key']?.S === 'b');
      failing = false;
      return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })) };
    },
  });
  await running.idle();
  expect(batches).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
  expect(failures).toEqual([]);
});

test('an identifier that is no record of the batch makes the whole batch fail', async () => {
  await append('a', 'b');
  let calls = 0;
  const running = run({
    invoke: async (event) => {
      batches.push(idsOf(event));
      calls += 1;
      return calls === 1 ? { batchItemFailures: [{ itemIdentifier: '' }] } : undefined;
    },
  });
  await running.idle();
  expect(batches).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

test('reported failures count for nothing where the mapping does not ask for them', async () => {
  await append('a');
  const running = run({
    reportBatchItemFailures: false,
    invoke: async (event) => {
      batches.push(idsOf(event));
      return { batchItemFailures: [{ itemIdentifier: '' }] };
    },
  });
  await running.idle();
  expect(batches).toEqual([['a']]);
});

test('a poison record is cut out by bisecting, and only its metadata goes to the destination', async () => {
  await append('a', 'b', 'poison', 'c', 'd');
  const delivered: string[] = [];
  const running = run({
    bisectOnError: true,
    invoke: async (event) => {
      const ids = idsOf(event);
      if (ids.includes('poison')) throw new Error('cannot read it');
      delivered.push(...ids);
    },
  });
  await running.idle();
  expect(delivered).toEqual(['a', 'b', 'c', 'd']);
  const [poison] = await stream.read((await stream.read('', 2))[1]?.dynamodb?.SequenceNumber ?? '', 1);
  const sequence = poison?.dynamodb?.SequenceNumber;
  expect(failures).toEqual([
    expect.objectContaining({
      requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 }),
      DDBStreamBatchInfo: expect.objectContaining({
        batchSize: 1,
        startSequenceNumber: sequence,
        endSequenceNumber: sequence,
      }),
    }),
  ]);
  expect(JSON.stringify(failures)).not.toContain('poison');
});

test('without bisecting the whole batch is given up after the last attempt, and later records are processed', async () => {
  await append('poison', 'b');
  let calls = 0;
  const running = run({
    invoke: async (event) => {
      calls += 1;
      if (idsOf(event).includes('poison')) throw new Error('no');
      batches.push(idsOf(event));
    },
  });
  await running.idle();
  expect(calls).toBe(3);
  await append('c');
  await running.idle();
  expect(batches).toEqual([['c']]);
  expect(failures).toHaveLength(1);
});

test('records not processed when the mapping stopped come again, processed ones do not', async () => {
  await append('a');
  const first = run();
  await first.idle();
  const { promise: invoked, resolve } = Promise.withResolvers<void>();
  await first.stop();
  await append('b');
  const second = run({
    invoke: async () => {
      resolve();
      throw new Error('the process dies');
    },
    maximumRetryAttempts: -1,
    retryDelayMs: 10_000,
  });
  await invoked;
  await second.stop();
  await run().idle();
  expect(batches).toEqual([['a'], ['b']]);
});

test('a mapping whose function hangs stops all the same, and does not settle the record later', async () => {
  await append('a');
  const { promise: hanging, resolve } = Promise.withResolvers<void>();
  const first = run({ invoke: () => hanging });
  const started = performance.now();
  await first.stop();
  expect(performance.now() - started).toBeLessThan(3000);
  resolve();
  await run().idle();
  expect(batches).toEqual([['a']]);
});

describe('with a batching window', () => {
  test('records that come within it are one batch, in order, and those that do not pass are settled with it', async () => {
    const filter = JSON.stringify({ dynamodb: { Keys: { key: { S: [{ prefix: 'a' }] } } } });
    const running = run({ batchingWindowMs: 1000, filters: [filter] });
    for (const key of ['a1', 'skip', 'a2', 'skip']) await append(key);
    expect(batches).toEqual([]);
    await running.idle();
    expect(batches).toEqual([['a1', 'a2']]);
    await append('a3');
    await running.idle();
    expect(batches).toEqual([['a1', 'a2'], ['a3']]);
  });

  test('a full batch does not wait', async () => {
    const started = performance.now();
    const running = run({ batchSize: 2, batchingWindowMs: 60_000 });
    await append('a', 'b');
    await running.idle();
    expect(batches).toEqual([['a', 'b']]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('records gathered when the mapping stopped are neither lost nor delivered twice', async () => {
    const first = run({ batchSize: 2, batchingWindowMs: 60_000 });
    await append('a', 'b');
    await first.idle();
    await append('c');
    const started = performance.now();
    await first.stop();
    expect(performance.now() - started).toBeLessThan(900);
    await run({ batchingWindowMs: 10 }).idle();
    expect(batches).toEqual([['a', 'b'], ['c']]);
  });
});

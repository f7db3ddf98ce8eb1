import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { verifyTrail } from '../../../testkit/trail-verification.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { keyDigest, type RequestRecord } from '../../../functions/domain/reset-record.ts';
import { auditConsumer } from '../../../functions/triggers/audit-consumer.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { setPassword } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { silent } from '../../../testkit/fakes/silent-console.ts';
import { verifyOtp } from '../../../testkit/fakes/calls.ts';

const call = callFrom('198.51.100.7');
/** A world with a completed reset and an open one. */
async function busyWorld(): Promise<World> {
  const world = new World();
  const { resetId } = await world.start('alice');
  const otp = world.newestOtp();
  await world.start('nobody');
  const verified = await verifyOtp(world, rules, { resetId, otp, ...call });
  if (verified.kind !== 'verified') throw new Error(verified.kind);
  await setPassword(world, verified.resetToken);
  await world.deliver();
  return world;
}

/** Stream records of all writes, each with the old and the new item. */
function streamOf({ resets }: World): DynamoDBStreamEvent['Records'] {
  const items = new Map<string, RequestRecord>();
  return resets.writes.map((write, position) => {
    const before = items.get(write.key);
    items.set(write.key, write);
    const image = (item: RequestRecord) => marshall(item, { removeUndefinedValues: true }) as never;
    return {
      eventID: String(position),
      dynamodb: {
        SequenceNumber: String(position),
        NewImage: image(write),
        ...(before && { OldImage: image(before) }),
      },
    };
  });
}

class Killed extends Error {}

/** A process that dies before its nth effect: none of its effects happens from then on. */
class Mortal {
  readonly lines: PublishedEvent[] = [];
  readonly metrics: string[] = [];
  effects = 0;
  readonly #dies: number;

  constructor(dies = Number.POSITIVE_INFINITY) {
    this.#dies = dies;
  }

  get dead(): boolean {
    return this.effects > this.#dies;
  }

  consume(world: World, records: DynamoDBStreamEvent['Records']) {
    const effect = <Result>(take: () => Result): Result => {
      this.effects += 1;
      if (this.dead) throw new Killed();
      return take();
    };
    const ports = {
      build: 'build',
      trail: { publish: (event: PublishedEvent) => effect(() => this.lines.push(event)) },
      macKeys: { current: () => effect(() => world.macKeys.current()) },
    };
    const telemetry = {
      logger: new Logger({ logLevel: 'SILENT' }),
      metrics: new Metrics({ namespace: 'test', logger: silent }),
      count: (metric: string) => void effect(() => this.metrics.push(metric)),
    };
    return auditConsumer(ports, telemetry)({ Records: records });
  }
}

async function verdict(world: World, lines: readonly PublishedEvent[]) {
  const lastSequences = new Map([...world.resets.records].map(([key, { sequence }]) => [keyDigest(key), sequence]));
  return verifyTrail(lines, [await world.macKeys.current()], { lastSequences });
}

test('a consumer that is killed between any two effects loses no event, invents none and renames none', async () => {
  const world = await busyWorld();
  const records = streamOf(world);
  const whole = new Mortal();
  expect(await whole.consume(world, records)).toEqual({ batchItemFailures: [] });
  const { events } = await verdict(world, whole.lines);
  expect(events).toBe(10);

  let repeated = 0;
  for (let dies = 0; dies < whole.effects; dies++) {
    const first = new Mortal(dies);
    await first.consume(world, records).catch(() => undefined);
    expect(first.dead).toBe(true);
    // Lambda does not know how much of the batch was processed, and gives all of it to a new process.
    const second = new Mortal();
    await second.consume(world, records);
    const trail = await verdict(world, [...first.lines, ...second.lines]);
    expect(trail).toEqual({ events, duplicates: first.lines.length, findings: [] });
    repeated += trail.duplicates;
  }
  expect(repeated).toBeGreaterThan(0);
});

test('a consumer that cannot read its key returns each record, and the trail is whole in the end', async () => {
  const world = await busyWorld();
  const records = streamOf(world);
  const consumer = new Mortal();
  const key = await world.macKeys.current();
  world.macKeys.current = () => Promise.reject(new Error('throttled'));
  const { batchItemFailures } = await consumer.consume(world, records);
  expect(batchItemFailures).toHaveLength(records.length);
  expect(consumer.lines).toEqual([]);
  world.macKeys.current = async () => key;
  await consumer.consume(world, records);
  expect((await verdict(world, consumer.lines)).findings).toEqual([]);
});

test('records that come again one by one, after later ones, leave the trail whole', async () => {
  const world = await busyWorld();
  const records = streamOf(world);
  const consumer = new Mortal();
  for (const record of records.toReversed()) await consumer.consume(world, [record]);
  expect((await verdict(world, consumer.lines)).findings).toEqual([]);
});

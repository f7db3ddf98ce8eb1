import { BLOCK } from '../../functions/adapters/dynamodb/mail-allowance.ts';
import { SHARDS } from '../../functions/domain/reset-record.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { LIMITS, MOST } from './limits.ts';
import type { Measured } from './measured.ts';

/**
 * A place that every reset passes and that takes so much a second. Where a station has lanes, each reset is of one of them.
 */
export interface Station {
  readonly name: string;
  /** Units that one reset takes. */
  readonly load: number;
  /** Units that one lane takes in a second, or in a day. */
  readonly capacity: number;
  readonly per: 'second' | 'day';
  readonly unit: string;
  readonly lanes: number;
  /** Units beyond its capacity that a rested lane takes at once. */
  readonly burst: number;
  /** What is too much is refused, or waits. */
  readonly excess: 'refused' | 'waits';
  /** Who can raise it: a setting of the stack, AWS when it is asked, or nobody without a change of the design. */
  readonly raisedBy: 'setting' | 'AWS' | 'design';
  readonly how: string;
}

const MINUTE = 60;
const DAY = 86_400;

/** The tables are split by AWS as they are written to: a shard of the stream for each partition. */
const partitions = (writes: number): number =>
  Math.ceil(Math.max(LIMITS.newTableWrites, writes) / LIMITS.partitionWrites);

/** Functions that hold a secret or a table's key read it again after so many seconds. */
const CACHE = 300;

const secondsOf = ({ functions }: Measured, name: string): number => {
  const found = functions.find((each) => each.name === name);
  return found === undefined ? 0 : (found.invocations * found.milliseconds) / 1000;
};

/** Every station at so many resets a second. What depends on the rate, such as the table's partitions, is what AWS makes of it. */
export function stationsAt(perSecond: number, measured: Measured, settings: Settings): Station[] {
  const shards = partitions(perSecond * measured.writeUnits);
  const busy = measured.functions.reduce((sum, { name }) => sum + secondsOf(measured, name), 0);
  const one = { per: 'second', lanes: 1, burst: 0, excess: 'refused' } as const;
  const hottest = Object.entries(measured.owed).toSorted(([, one_], [, other]) => other - one_)[0] ?? ['nothing', 0];
  const instances = perSecond * busy;
  const readsOfReset = perSecond === 0 ? 0 : (instances * measured.secretReads) / CACHE / perSecond;
  return [
    {
      ...one,
      name: 'starts, and completions, that API Gateway lets through',
      load: 1,
      capacity: settings.costlyRequestsPerSecond,
      burst: settings.costlyRequestBurst,
      unit: 'calls',
      raisedBy: 'setting',
      how: '`costlyRequestsPerSecond`, `costlyRequestBurst`',
    },
    {
      ...one,
      name: 'verifications that API Gateway lets through',
      load: 1,
      capacity: settings.requestsPerSecond,
      burst: settings.requestBurst,
      unit: 'calls',
      raisedBy: 'setting',
      how: '`requestsPerSecond`, `requestBurst`',
    },
    {
      ...one,
      name: "mails of the service's day",
      load: measured.mails,
      per: 'day',
      capacity: settings.mailsPerDay,
      unit: 'mails',
      raisedBy: 'setting',
      how: `\`mailsPerDay\`, ${MOST.mailsPerDay.toLocaleString('en-US')} at most`,
    },
    {
      ...one,
      name: "mails of SES's day",
      load: measured.mails,
      per: 'day',
      capacity: LIMITS.mailsPerDay,
      unit: 'mails',
      raisedBy: 'AWS',
      how: 'the sending quota',
    },
    {
      ...one,
      name: 'mails that SES takes in a second',
      load: measured.mails,
      capacity: LIMITS.mailsPerSecond,
      unit: 'mails',
      excess: 'waits',
      raisedBy: 'AWS',
      how: 'the sending rate',
    },
    {
      ...one,
      name: 'mail consumer, a shard each',
      load: secondsOf(measured, 'mail-consumer'),
      capacity: settings.streamParallelization,
      lanes: shards,
      unit: 'busy seconds',
      excess: 'waits',
      raisedBy: 'setting',
      how: `\`streamParallelization\`, ${MOST.streamParallelization} at most`,
    },
    {
      ...one,
      name: 'audit consumer, a shard each',
      load: secondsOf(measured, 'audit-consumer'),
      capacity: settings.streamParallelization,
      lanes: shards,
      unit: 'busy seconds',
      excess: 'waits',
      raisedBy: 'setting',
      how: 'the same',
    },
    {
      ...one,
      name: 'executions at the same time',
      load: busy,
      capacity: LIMITS.concurrency,
      unit: 'busy seconds',
      raisedBy: 'AWS',
      how: 'concurrent executions',
    },
    {
      ...one,
      name: 'calls of API Gateway in the account',
      load: measured.apiCalls,
      capacity: LIMITS.apiCalls,
      burst: LIMITS.apiBurst,
      unit: 'calls',
      raisedBy: 'AWS',
      how: 'throttle rate',
    },
    {
      ...one,
      name: 'partitions of the tables',
      load: measured.writeUnits,
      capacity: LIMITS.partitionWrites,
      lanes: shards,
      unit: 'write units',
      raisedBy: 'AWS',
      how: 'AWS splits them; warm throughput beforehand',
    },
    {
      ...one,
      name: `hottest key of the index of what is owed (\`${hottest[0]}\`)`,
      load: 2 * hottest[1],
      capacity: LIMITS.partitionWrites,
      lanes: SHARDS,
      unit: 'write units',
      raisedBy: 'design',
      how: 'more keys a kind',
    },
    {
      ...one,
      name: "counter of the day's mails",
      load: measured.mails / BLOCK,
      capacity: LIMITS.partitionWrites,
      unit: 'write units',
      raisedBy: 'design',
      how: 'larger blocks',
    },
    {
      ...one,
      name: 'bytes that the archive takes',
      load: measured.archiveBytes,
      capacity: LIMITS.archiveBytes,
      unit: 'bytes',
      excess: 'waits',
      raisedBy: 'AWS',
      how: "Firehose's throughput",
    },
    {
      ...one,
      name: 'reads of secrets',
      load: readsOfReset,
      capacity: LIMITS.secretReads,
      unit: 'reads',
      raisedBy: 'AWS',
      how: 'seldom needed',
    },
    {
      ...one,
      name: 'uses of the key',
      load: 2 * readsOfReset,
      capacity: LIMITS.keyUses,
      unit: 'uses',
      raisedBy: 'AWS',
      how: 'seldom needed',
    },
  ];
}

const secondsIn = { second: 1, day: DAY };

/** How full a station is at so many resets a second; more than 1 is too much. */
export const fullness = ({ load, capacity, lanes, per }: Station, perSecond: number): number =>
  (perSecond * secondsIn[per] * load) / (capacity * lanes);

/** How many resets a minute fill a station that is made of so many lanes. */
export const fullAt = (station: Station): number => MINUTE / fullness(station, 1);

import { BLOCK } from '../../functions/adapters/dynamodb/mail-allowance.ts';
import { SHARDS } from '../../functions/domain/reset-record.ts';
import type { Settings } from '../../lib/settings/schema.ts';

/** One complete reset, as `npm run bench:cost -- --measured FILE` measured it. */
export interface Measured {
  /** ISO 8601 date. */
  readonly measured: string;
  readonly apiCalls: number;
  /** Of all tables and the index. */
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly mails: number;
  /** Entries of a record into the index of pending records, by the kind of its key. */
  readonly pending: Readonly<Record<string, number>>;
  /** Milliseconds of one invocation. */
  readonly functions: Readonly<Record<string, { readonly invocations: number; readonly milliseconds: number }>>;
  /** Bytes that reach the archive, compressed. */
  readonly archiveBytes: number;
  /** Reads of secrets by one cold instance of each function. */
  readonly secretReads: number;
}

/**
 * Quotas and limits of AWS, in us-east-1 where they differ. "Found" was read in stored copies of AWS's documentation
 * on 2026-11-25, the others are from memory; AWS publishes no quota for mails beyond its sandbox: the two are of new
 * accounts.
 */
const LIMITS = {
  /** Write units that one partition, and so one key, takes in a second. Found: DynamoDB, warm throughput. */
  partitionWrites: 1000,
  /** Write units that a new on-demand table takes in a second. Found: the same. */
  newTableWrites: 4000,
  /** Executions at the same time in an account and region. Found: Lambda, scaling. */
  concurrency: 1000,
  /** Calls of API Gateway in an account and region, and its burst. */
  apiCalls: 10_000,
  apiBurst: 5000,
  mailsPerSecond: 14,
  mailsPerDay: 50_000,
  /** Found: Firehose's API reference, bytes that one stream takes in a second. */
  archiveBytes: 5 * 1024 ** 2,
  secretReads: 10_000,
  /** Symmetric operations; the least of a region. */
  keyUses: 10_000,
} as const;

/** The maximum of each setting. */
export const MOST = {
  costlyRequestsPerSecond: 10_000,
  requestsPerSecond: 10_000,
  mailsPerDay: 10_000_000,
  streamParallelization: 10,
} as const satisfies Partial<Settings>;

/** A resource with a limit that every reset uses. Where a station has lanes, each reset uses one of them. */
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
  /** Whether an excess is refused or waits. */
  readonly excess: 'refused' | 'waits';
  /** A setting of the stack, AWS when it is asked, or only a change of the design. */
  readonly raisedBy: 'setting' | 'AWS' | 'design';
  readonly how: string;
}

const MINUTE = 60;
const SECONDS = { second: 1, day: 86_400 };

/** Seconds after which a function reads a secret, or a table's key, again. */
const CACHE = 300;

/**
 * Every station at so many resets a second. AWS splits the tables as they are written to: a shard for each partition.
 */
export function stationsAt(perSecond: number, measured: Measured, settings: Settings): Station[] {
  const { mails, writeUnits, functions } = measured;
  const shards = Math.ceil(Math.max(LIMITS.newTableWrites, perSecond * writeUnits) / LIMITS.partitionWrites);
  const busy = (name: string) => {
    const { invocations = 0, milliseconds = 0 } = functions[name] ?? {};
    return (invocations * milliseconds) / 1000;
  };
  const allBusy = Object.keys(functions).reduce((sum, name) => sum + busy(name), 0);
  const [[hottest, entries] = ['none', 0]] = Object.entries(measured.pending).toSorted(([, a], [, b]) => b - a);
  const secretReads = perSecond === 0 ? 0 : (allBusy * measured.secretReads) / CACHE;
  const station = (
    name: string,
    load: number,
    unit: string,
    capacity: number,
    raised: `${Station['raisedBy']}: ${string}`,
    rest: Partial<Station> = {},
  ): Station => {
    const [raisedBy, how] = raised.split(': ') as [Station['raisedBy'], string];
    return { name, load, unit, capacity, raisedBy, how, per: 'second', lanes: 1, burst: 0, excess: 'refused', ...rest };
  };
  const { costlyRequestsPerSecond: costly, requestsPerSecond: cheap, streamParallelization: parallel } = settings;
  const { partitionWrites } = LIMITS;
  const most = { perDay: MOST.mailsPerDay.toLocaleString('en-US'), parallel: MOST.streamParallelization };
  const [waits, day] = [{ excess: 'waits' } as const, { per: 'day' } as const];
  const gateway = { costly: { burst: settings.costlyRequestBurst }, cheap: { burst: settings.requestBurst } };
  const consumer = { lanes: shards, ...waits };
  return [
    station('starts, and completions', 1, 'calls', costly, 'setting: `costlyRequestsPerSecond`', gateway.costly),
    station('verifications', 1, 'calls', cheap, 'setting: `requestsPerSecond`', gateway.cheap),
    station(
      "mails of the service's day",
      mails,
      'mails',
      settings.mailsPerDay,
      `setting: \`mailsPerDay\`, ${most.perDay} at most`,
      day,
    ),
    station("mails of SES's day", mails, 'mails', LIMITS.mailsPerDay, 'AWS: the sending quota', day),
    station('mails that SES takes in a second', mails, 'mails', LIMITS.mailsPerSecond, 'AWS: the sending rate', waits),
    station(
      'mail consumer, a shard each',
      busy('mail-consumer'),
      'busy seconds',
      parallel,
      `setting: \`streamParallelization\`, ${most.parallel} at most`,
      consumer,
    ),
    station(
      'audit consumer, a shard each',
      busy('audit-consumer'),
      'busy seconds',
      parallel,
      'setting: the same',
      consumer,
    ),
    station('executions at the same time', allBusy, 'busy seconds', LIMITS.concurrency, 'AWS: concurrent executions'),
    station('calls of API Gateway', measured.apiCalls, 'calls', LIMITS.apiCalls, 'AWS: throttle rate', {
      burst: LIMITS.apiBurst,
    }),
    station('partitions of the tables', writeUnits, 'write units', partitionWrites, 'AWS: warm throughput beforehand', {
      lanes: shards,
    }),
    station(
      `hottest key of the index (\`${hottest}\`)`,
      2 * entries,
      'write units',
      partitionWrites,
      'design: more keys a kind',
      { lanes: SHARDS },
    ),
    station("counter of the day's mails", mails / BLOCK, 'write units', partitionWrites, 'design: larger blocks'),
    station(
      'bytes to the archive',
      measured.archiveBytes,
      'bytes',
      LIMITS.archiveBytes,
      "AWS: Firehose's throughput",
      waits,
    ),
    station('reads of secrets', secretReads, 'reads', LIMITS.secretReads, 'AWS: seldom needed'),
    station('uses of the key', 2 * secretReads, 'uses', LIMITS.keyUses, 'AWS: seldom needed'),
  ];
}

/** The share of its capacity that a station needs at so many resets a second; more than 1 is too much. */
export const fullness = ({ load, capacity, lanes, per }: Station, perSecond: number): number =>
  (perSecond * SECONDS[per] * load) / (capacity * lanes);

/** Resets a minute that fill a station of so many lanes. */
export const fullAt = (station: Station): number => MINUTE / fullness(station, 1);

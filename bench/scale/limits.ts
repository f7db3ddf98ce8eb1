import type { Settings } from '../../lib/settings/schema.ts';

/**
 * Quotas and limits of AWS, in us-east-1 where they differ. "Found" was read in stored copies of AWS's documentation on 2026-11-25, the others
 * are as we know them; AWS publishes none for mails beyond its sandbox, so that these two are what new accounts used to get.
 */
export const LIMITS = {
  /** Write units that one partition, and so one key, takes in a second. Found: DynamoDB, warm throughput. */
  partitionWrites: 1000,
  /** Write units that a new on-demand table takes in a second. Found: the same. */
  newTableWrites: 4000,
  /** Executions at the same time in an account and region. Found: Lambda, scaling. */
  concurrency: 1000,
  /** Calls of API Gateway in an account and region, with the bucket beside. */
  apiCalls: 10_000,
  apiBurst: 5000,
  mailsPerSecond: 14,
  mailsPerDay: 50_000,
  /** Found: Firehose's API reference, bytes that one stream takes in a second. */
  archiveBytes: 5 * 1024 ** 2,
  secretReads: 10_000,
  /** Symmetric operations; the least that a region has. */
  keyUses: 10_000,
} as const;

/** The most that the settings take. */
export const MOST = {
  costlyRequestsPerSecond: 10_000,
  requestsPerSecond: 10_000,
  mailsPerDay: 10_000_000,
  streamParallelization: 10,
} as const satisfies Partial<Settings>;

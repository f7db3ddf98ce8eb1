import * as z from 'zod';
import { eventBus, flag, integer, tags, topic } from '../kinds.ts';
import { PROFILE_NAMES } from '../profiles.ts';

/** Settings of how a stage is run: its capacity, logs, audit trail, alarms, releases and the end of its data. */
export const operation = {
  /**
   * ID of the AWS account that this stage belongs to, 12 digits. With it the CDK refuses credentials of another
   * account before it makes anything. Default: the account of the credentials.
   */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account')
    .optional(),
  /** AWS Region that this stage belongs to, such as eu-central-1. Default: the region of the credentials' profile. */
  region: z
    .string()
    .regex(/^[a-z]{2,}(-[a-z]+)+-\d$/, 'must be the name of an AWS Region such as eu-central-1')
    .optional(),
  /**
   * Tags of the stack, at most 40, as an object or as `team=identity,cost-centre=42`. CloudFormation puts them on
   * everything that it makes. Default: none.
   */
  tags: tags.default({}),
  /**
   * Calls a second of each step, of all callers together, beyond which API Gateway answers 429: 1 to 10,000. With
   * `waf` it lets through in addition what 20 addresses can send at WAF's limits, so that they do not use up what
   * users share (R32): docs/reference/scale.md. Default: 100.
   */
  requestsPerSecond: integer(1, 10_000).default(100),
  /**
   * Calls beyond that rate that API Gateway lets through in a burst, 1 to 5,000, with the same addition. Default:
   * 200.
   */
  requestBurst: integer(1, 5_000).default(200),
  /**
   * Calls a second of each step that sends a mail or hashes a password, 1 to 10,000 and at most `requestsPerSecond`,
   * with the same addition. Default: 20, because these steps cost most.
   */
  costlyRequestsPerSecond: integer(1, 10_000).default(20),
  /** Burst of each of those steps, 1 to 5,000 and at most `requestBurst`. Default: 40. */
  costlyRequestBurst: integer(1, 5_000).default(40),
  /**
   * Executions that each function of the API has reserved, 1 to 1,000: its minimum and its maximum at the same time.
   * AWS keeps 100 of the account's quota unreserved, so the sum over these functions, and 100, must fit into the
   * quota. Default: none; a function then takes whatever the account has left.
   */
  reservedConcurrency: integer(1, 1000).optional(),
  /** Instances of each step that are kept warm, 0 to 100, and paid for by the hour. Default: 0. */
  provisionedConcurrency: integer(0, 100).default(0),
  /**
   * Batches of one shard of the table's stream that each consumer takes at the same time, 1 to 10. The steps of one
   * request stay in order. Default: 1, enough up to the number of resets a minute that docs/reference/scale.md names.
   */
  streamParallelization: integer(1, 10).default(1),
  /**
   * Seconds for which the audit consumer gathers events before it publishes them, a hundred at a time: 0 to 300. The
   * trail, and what is counted from it, is late by that much; no mail waits for it. Default: 30, with which a reset
   * takes a third of the invocations (docs/adr/0024-sampled-traces-batched-audit.md).
   */
  auditBatchingSeconds: integer(0, 300).default(30),
  /**
   * Minutes between two checkpoints of the audit trail, 5 to 60. A checkpoint lists the events of its period, so that a
   * line that is removed or added later is found; before it, only the links between steps are. Default: 60, which costs
   * about 0.02 USD a month.
   */
  auditCheckpointMinutes: integer(5, 60).default(60),
  /**
   * Percentage of the API's calls, 0 to 100, that X-Ray traces together with the functions behind them. Preflights
   * are never traced. Default: what the account's own sampling rules say, which trace every call while there is less
   * than one a second (docs/adr/0024-sampled-traces-batched-audit.md).
   */
  tracedPercent: integer(0, 100).optional(),

  /** Level from which the functions log. Default: `INFO`. */
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  /** Days for which logs are kept: one of the periods that CloudWatch Logs offers. Default: 90. */
  logRetentionDays: z.coerce
    .number()
    .pipe(
      z.literal([
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
      ]),
    )
    .default(90),
  /** Days for which the audit trail is kept in CloudWatch Logs, one of the periods from 90 on. Default: 400. */
  auditRetentionDays: z.coerce
    .number()
    .pipe(z.literal([90, 180, 365, 400, 731, 1096, 1827, 2557, 3653]))
    .default(400),
  /**
   * Archive of audit events in a bucket whose files cannot be altered. `off`: none. `governance`: one named right can
   * lift the lock. `compliance`: nobody can until the years are over. Default: `governance`, and `off` with the
   * profile `essential` (docs/adr/0014-tamper-evident-audit-trail.md).
   */
  auditArchive: z.enum(['off', 'governance', 'compliance']).default('governance'),
  /** Years for which the archive is locked, 1 to 10. Default: 3. */
  auditArchiveYears: integer(1, 10).default(3),
  /**
   * Event bus of EventBridge that gets events for applications, such as `password_changed`: docs/reference/events.md.
   * `off`: none, and nothing is deployed for it. `default`: the bus of that name in the account of the stack. Otherwise
   * the ARN of a bus in the region of the stack. Default: `off`.
   */
  eventBus: eventBus.default('off'),
  /**
   * Logs every request to CloudFront, to the pages' bucket and to the archive's, into a bucket of their own, for
   * `logRetentionDays`. The logs have visitors' addresses (docs/reference/privacy.md). CloudFront cannot write them in
   * regions that an account has to enable first. Default: false, because the API logs its calls anyway.
   */
  accessLogs: flag.default(false),

  /**
   * What a stage has beyond the service itself, at its monthly price (docs/reference/profiles.md). `essential`: the
   * alarms that wake somebody; no firewall and no archive. `full`: every alarm, the firewall and the archive. It sets
   * the defaults of other settings, and each of them can still be set. Default: `full`.
   */
  profile: z.enum(PROFILE_NAMES).default('full'),
  /** Alarms of the profile (docs/adr/0019-alarms.md). Default: true; false only for a stage that nobody watches. */
  alarms: flag.default(true),
  /**
   * Asks each question about incidents of the audit trail every night, with an alarm for each, where `alarms` is true:
   * 1.80 dollars a month for the alarms, and 2.55 dollars a month for each gigabyte of logs a day that the functions
   * write (docs/adr/0034-incident-questions-at-night.md). Default: false.
   */
  incidentQueries: flag.default(false),
  /** Dashboard in CloudWatch, at 3 USD a month by the hour. Default: false. */
  dashboard: flag.default(false),
  /** Address that is mailed when an alarm starts and ends. Default: none; you can subscribe to the alarm topics. */
  alarmEmail: z.email('must be an address such as on-call@example.com').optional(),
  /**
   * ARN of an SNS topic of yours, in the account and region of the stack, for the alarms with the severity page.
   * Default: none; the stack makes one.
   */
  pageTopicArn: topic.optional(),
  /** As `pageTopicArn`, for the alarms with the severity ticket. */
  ticketTopicArn: topic.optional(),
  /**
   * URL at which those on call can open the folder docs, without a slash at the end. Alarms link to the runbook there.
   * Default: none; alarms then name a path in the repository, or below `node_modules` of an app of your own.
   */
  runbookUrl: z.url().regex(/[^/]$/, 'must be the address of the docs folder without a slash at the end').optional(),
  /**
   * Way in which calls move to a new version of a function. `all-at-once`: no steps. `canary`: a tenth for 15
   * minutes, then all. `linear`: a tenth more every two minutes. `canary` and `linear` roll back by themselves when
   * an alarm of the function starts (docs/guides/releases.md). Default: `all-at-once`.
   */
  releaseShifting: z.enum(['all-at-once', 'canary', 'linear']).default('all-at-once'),
  /**
   * Moves all calls at once in this deployment, whatever the alarms say, and keeps aliases and shifting for the next
   * one: the option `--now` of the command `deploy` sets it. No stage file should. Default: false.
   */
  releaseNow: flag.default(false),
  /**
   * Keeps tables, secrets and logs when the stack is deleted. Default: true; the stage `prod` takes no other value.
   */
  retainData: flag.default(true),
  /**
   * Protects the tables, the audit trail and the stack of a stage from being deleted. The construct in a stack of
   * yours cannot protect that stack: set its `terminationProtection` yourself. Set both after the first deployment has
   * succeeded: CloudFormation could not remove what a failed one leaves behind (docs/adr/0028-first-deployments.md).
   * Needs `retainData`. Default: false.
   */
  deletionProtection: flag.default(false),
};

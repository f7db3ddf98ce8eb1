import { costOf, type PriceName } from './prices.ts';
import { ANSWER_BYTES, billedMilliseconds, type FunctionUse, ingestedBytes, type Usage, volumeOf } from './usage.ts';

/** The settings of the stack that the bill depends on. */
export interface Stage {
  readonly waf: boolean;
  readonly logRetentionDays: number;
  readonly auditRetentionDays: number;
  /** Years for which the archive keeps an event; 0 where there is no archive. */
  readonly archiveYears: number;
  readonly traces: Tracing;
}

/** Shares of the calls and invocations that leave a trace. */
export interface Tracing {
  /** Of the API's calls; the function that a call invokes belongs to its trace. */
  readonly ofCalls: number;
  /** Of preflights, which invoke nothing. */
  readonly ofPreflights: number;
  /** Of invocations by streams, events and schedules. */
  readonly ofBackground: number;
}

export interface Line {
  readonly service: string;
  readonly price: PriceName;
  readonly quantity: number;
  readonly dollars: number;
}

/** Firehose bills each record as a multiple of this. */
const FIREHOSE_STEP = 5 * 1024;

/** CloudWatch Logs keeps lines compressed; AWS's own example takes 15 %. */
const COMPRESSED = 0.15;

const DAYS_A_MONTH = 365 / 12;

/** Bytes that Firehose bills for records of this size. */
export const firehoseBytes = (recordBytes: number): number => Math.ceil(recordBytes / FIREHOSE_STEP) * FIREHOSE_STEP;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const isBackground = ({ name }: FunctionUse): boolean => BACKGROUND.has(name);
const BACKGROUND: ReadonlySet<string> = new Set([
  'mail-consumer',
  'audit-consumer',
  'mail-events',
  'redelivery',
  'event-publisher',
]);

const AUDIT_TRAIL = 'audit-consumer';

const gigabyteSeconds = (use: FunctionUse): number =>
  (use.invocations * billedMilliseconds(use) * use.memoryMegabytes) / 1024 / 1000;

/** The bill of a usage, in dollars. */
export function billOf(usage: Usage, stage: Stage, plan: 'mailALaCarte' | 'mailEssentials'): Line[] {
  const { functions } = usage;
  const line = (service: string, price: PriceName, quantity: number): Line => ({
    service,
    price,
    quantity,
    dollars: costOf(price, quantity),
  });
  const background = sum(functions.filter(isBackground).map(({ invocations }) => invocations));
  const lines = [
    line('SES', plan, usage.mails),
    line('API Gateway', 'apiCall', usage.apiCalls),
    // Answers to CloudFront cost nothing there.
    line('API Gateway', 'dataOut', (usage.apiCalls - usage.passedOn) * ANSWER_BYTES),
    ...(stage.waf ? [line('WAF', 'wafRequest', usage.apiCalls)] : []),
    line('Lambda', 'invocation', sum(functions.map(({ invocations }) => invocations))),
    line('Lambda', 'gigabyteSecond', sum(functions.map(gigabyteSeconds))),
    line('DynamoDB', 'writeUnit', usage.writeUnits),
    line('DynamoDB', 'readUnit', usage.readUnits),
    line('CloudWatch Logs', 'logIngested', volumeOf(usage.accessLog) + sum(functions.map(ingestedBytes))),
    line('CloudWatch Logs', 'logStored', storedByteMonths(usage, stage)),
    line('X-Ray', 'trace', tracesOf(usage, background, stage.traces)),
    ...archiveLines(usage, stage, line),
    line('EventBridge', 'event', usage.events),
    line('CloudFront', 'pageRequest', usage.pages.requests + usage.passedOn),
    line('CloudFront', 'pageBytes', usage.pages.bytes + usage.passedOn * ANSWER_BYTES),
    // The paths of the site, and the address for the firewall.
    line('CloudFront', 'edgeRun', usage.pages.edgeRuns + (stage.waf ? usage.passedOn : 0)),
  ];
  return lines.filter(({ quantity }) => quantity > 0);
}

const tracesOf = ({ apiCalls, preflights }: Usage, background: number, traces: Tracing): number =>
  (apiCalls - preflights) * traces.ofCalls + preflights * traces.ofPreflights + background * traces.ofBackground;

function storedByteMonths({ accessLog, functions }: Usage, { logRetentionDays, auditRetentionDays }: Stage): number {
  const days = (use: FunctionUse) => (use.name === AUDIT_TRAIL ? auditRetentionDays : logRetentionDays);
  const byteDays = volumeOf(accessLog) * logRetentionDays + sum(functions.map((use) => ingestedBytes(use) * days(use)));
  return (byteDays * COMPRESSED) / DAYS_A_MONTH;
}

/**
 * Each invocation that wrote events is taken to reach Firehose as a record of its own, as it does while there are
 * few.
 */
function archiveLines(
  { functions }: Usage,
  { archiveYears }: Stage,
  line: (service: string, price: PriceName, quantity: number) => Line,
): Line[] {
  if (archiveYears === 0) return [];
  const audited = functions.filter(({ audit }) => audit.lines > 0);
  const records = audited.map(({ audit, invocations }) => {
    const count = Math.min(invocations, audit.lines);
    return { billed: count * firehoseBytes(audit.recordBytes / count), audit };
  });
  return [
    line('Audit archive', 'archived', sum(records.map(({ billed }) => billed))),
    line('Audit archive', 'decompressed', sum(records.map(({ audit }) => audit.bytes))),
    line('Audit archive', 'objectStored', sum(records.map(({ audit }) => audit.storedBytes)) * archiveYears * 12),
  ];
}

export interface ServiceCost {
  readonly service: string;
  readonly dollars: number;
}

/** Dollars by service, the dearest first. */
export function byService(lines: readonly { service: string; dollars: number }[]): ServiceCost[] {
  const totals = new Map<string, number>();
  for (const { service, dollars } of lines) totals.set(service, (totals.get(service) ?? 0) + dollars);
  return [...totals]
    .map(([service, dollars]) => ({ service, dollars }))
    .toSorted((one, other) => other.dollars - one.dollars);
}

export const totalOf = (lines: readonly { dollars: number }[]): number => sum(lines.map(({ dollars }) => dollars));

import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { AuditedRecord } from '../domain/audit-facts.ts';
import type { AuditMetric, StreamMetric, ReasonMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { publishAudit, type PublishAuditPorts } from '../use-cases/publish-audit.ts';
import { eachRecord } from './batch.ts';
import type { AuditEvent } from '../domain/audit-event.ts';

/** Publishes the audit event of each write, and counts it: what an auditor can read, an operator can see. */
export const auditConsumer =
  (ports: PublishAuditPorts, telemetry: Telemetry<StreamMetric | AuditMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<AuditedRecord>(event, telemetry, async (record, before) => {
      await publishAudit(ports, record, before);
      for (const metric of metricsOf(record.lastEvent)) telemetry.count(metric);
    });

/** Told by the first word of an event's reason; what follows it, such as an error's name, is for the auditor. */
const BY_REASON: ReadonlyMap<string, ReasonMetric> = new Map([
  ['mail-rejected', 'mail-rejected'],
  ['expired', 'mail-too-late'],
  ['codes-per-day', 'budget-exhausted'],
  ['recovery-paused', 'budget-exhausted'],
  ['not-told', 'change-not-told'],
  ['after-change', 'reported-after-change'],
]);

/** What a step is counted as. A reason is never a metric's name by itself: the list of names stays closed. */
export function metricsOf({ event, reason = '', sessionsEnded }: AuditEvent): AuditMetric[] {
  const [word = ''] = reason.split(' ');
  const known = BY_REASON.get(word);
  return [
    event,
    ...(sessionsEnded === true ? (['sessions_ended'] as const) : []),
    ...(known === undefined ? [] : [known]),
  ];
}

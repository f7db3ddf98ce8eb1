import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { AuditedRecord } from '../domain/audit-facts.ts';
import type { AuditMetric, StreamMetric, ReasonMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { publishAudit, type PublishAuditPorts } from '../use-cases/publish-audit.ts';
import { eachRecord } from './batch.ts';
import type { AuditEvent } from '../domain/audit-event.ts';

/** Publishes the audit events of each write, and counts them as metrics for operators. */
export const auditConsumer =
  (ports: PublishAuditPorts, telemetry: Telemetry<StreamMetric | AuditMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<AuditedRecord>(event, telemetry, async (record, before) => {
      await publishAudit(ports, record, before);
      for (const metric of metricsOf(record.lastEvent)) telemetry.count(metric);
    });

/** Metric by the first word of an event's reason. The rest, such as an error's name, is for auditors. */
const BY_REASON: ReadonlyMap<string, ReasonMetric> = new Map([
  ['mail-rejected', 'mail-rejected'],
  ['expired', 'mail-too-late'],
  ['codes-per-day', 'budget-exhausted'],
  ['not-told', 'change-not-told'],
  ['after-change', 'reported-after-change'],
]);

/** Metrics of an event. A reason never becomes a metric name by itself, so the list of names stays closed. */
function metricsOf({ event, actor, reason = '', sessionsEnded }: AuditEvent): AuditMetric[] {
  const [word = ''] = reason.split(' ');
  // An administrator writes their reasons themselves.
  const known = actor === 'administrator' ? undefined : BY_REASON.get(word);
  return [
    // A metric that comes every hour is paid for all month, and no alarm reads this one.
    ...(event === 'trail_checkpoint' ? [] : [event]),
    ...(sessionsEnded === true ? (['sessions_ended'] as const) : []),
    ...(known === undefined ? [] : [known]),
  ];
}

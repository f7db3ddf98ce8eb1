import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { AuditedRecord } from '../domain/audit-facts.ts';
import type { AuditMetric, StreamMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { publishAudit, type PublishAuditPorts } from '../use-cases/publish-audit.ts';
import { metricsOf } from './audit-metrics.ts';
import { eachRecord } from './batch.ts';

/** Publishes the audit event of each write, and counts it: what an auditor can read, an operator can see. */
export const auditConsumer =
  (ports: PublishAuditPorts, telemetry: Telemetry<StreamMetric | AuditMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<AuditedRecord>(event, telemetry, async (record, before) => {
      await publishAudit(ports, record, before);
      for (const metric of metricsOf(record.lastEvent)) telemetry.count(metric);
    });

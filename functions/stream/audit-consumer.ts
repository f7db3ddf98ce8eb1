import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { AdministrationRecord } from '../domain/administration.ts';
import type { RequestRecord } from '../domain/reset-record.ts';
import type { AuditLog, Peppers } from '../ports.ts';
import type { AuditMetric, StreamMetric } from '../metrics.ts';
import type { Telemetry } from '../telemetry.ts';
import { publishAudit } from '../use-cases/publish-audit.ts';
import { metricsOf } from './audit-metrics.ts';
import { eachRecord } from './batch.ts';

/** Publishes the audit event of each write, and counts it: what an auditor can read, an operator can see. */
export const auditConsumer =
  (ports: { readonly audit: AuditLog; readonly peppers: Peppers }, telemetry: Telemetry<StreamMetric | AuditMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<RequestRecord | AdministrationRecord>(event, telemetry, async (record) => {
      await publishAudit(ports, record);
      for (const metric of metricsOf(record.lastEvent)) telemetry.count(metric);
    });

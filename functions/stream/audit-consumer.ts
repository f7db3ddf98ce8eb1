import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { AuditLog, Peppers } from '../ports.ts';
import type { Telemetry } from '../telemetry.ts';
import { publishAudit } from '../use-cases/publish-audit.ts';
import { eachRecord } from './batch.ts';

/** Publishes the audit event of each write. */
export const auditConsumer =
  (ports: { readonly audit: AuditLog; readonly peppers: Peppers }, telemetry: Telemetry) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord(event, telemetry, (record) => publishAudit(ports, record));

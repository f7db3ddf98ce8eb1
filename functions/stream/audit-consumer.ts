import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { AdministrationRecord } from '../domain/administration.ts';
import type { RequestRecord } from '../domain/reset-record.ts';
import type { AuditLog, Peppers } from '../ports.ts';
import type { Telemetry } from '../telemetry.ts';
import { publishAudit } from '../use-cases/publish-audit.ts';
import { eachRecord } from './batch.ts';

/** Publishes the audit event of each write. */
export const auditConsumer =
  (ports: { readonly audit: AuditLog; readonly peppers: Peppers }, telemetry: Telemetry) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<RequestRecord | AdministrationRecord>(event, telemetry, (record) => publishAudit(ports, record));

import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { RequestRecord } from '../domain/reset-record.ts';
import type { StreamMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { deliverPending } from '../use-cases/deliver-pending.ts';
import type { DeliveryPorts } from '../use-cases/mail-to.ts';
import type { MailOtpRules } from '../use-cases/mail-otp.ts';
import { eachRecord } from './batch.ts';

/** Delivers what a write made pending. It skips writes that change nothing pending, such as a counted guess. */
export const mailConsumer =
  (ports: DeliveryPorts, rules: MailOtpRules, telemetry: Telemetry<StreamMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<RequestRecord>(event, telemetry, async (record, before) => {
      if (pendingOf(record) !== pendingOf(before)) await deliverPending(ports, rules, record);
    });

const pendingOf = (record: RequestRecord | undefined): string | undefined =>
  record?.pending &&
  [record.pending, record.pendingAt, record.state, record.kind === 'reset' ? record.issue : ''].join(' ');

import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { RequestRecord } from '../domain/reset-record.ts';
import type { StreamMetric } from '../metrics.ts';
import type { Telemetry } from '../telemetry.ts';
import { deliverOwed } from '../use-cases/deliver-owed.ts';
import type { DeliveryPorts } from '../use-cases/delivery-ports.ts';
import type { MailOtpRules } from '../use-cases/mail-otp.ts';
import { eachRecord } from './batch.ts';

/** Delivers what each write owes. A write that leaves what was owed as it was, such as a counted guess, is passed over. */
export const mailConsumer =
  (ports: DeliveryPorts, rules: MailOtpRules, telemetry: Telemetry<StreamMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<RequestRecord>(event, telemetry, async (record, before) => {
      if (debtOf(record) !== debtOf(before)) await deliverOwed(ports, rules, record);
    });

const debtOf = (record: RequestRecord | undefined): string | undefined =>
  record?.owes && [record.owes, record.owedSince, record.state, record.kind === 'reset' ? record.issue : ''].join(' ');

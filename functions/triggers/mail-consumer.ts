import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { RequestRecord } from '../domain/reset-record.ts';
import type { StreamMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { becamePending, deliverPending } from '../use-cases/deliver-pending.ts';
import type { DeliveryPorts } from '../use-cases/mail-to.ts';
import type { MailOtpRules } from '../use-cases/mail-otp.ts';
import { releaseGuesses } from '../use-cases/reserve-from-budget.ts';
import { eachRecord } from './batch.ts';

/**
 * Delivers what a write made pending. It skips writes that change nothing pending, such as a counted guess. A record
 * that was deleted gives the guesses back that were not made.
 */
export const mailConsumer =
  (ports: DeliveryPorts, rules: MailOtpRules, telemetry: Telemetry<StreamMetric>) =>
  (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    eachRecord<RequestRecord>(
      event,
      telemetry,
      async (record, before) => {
        if (becamePending(record, before)) await deliverPending(ports, rules, record);
      },
      async (deleted) => {
        if (deleted.kind === 'reset') await releaseGuesses(ports.budgets, deleted, rules);
      },
    );

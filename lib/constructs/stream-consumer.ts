import { Duration } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type IFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { failureQueue } from './failure-queue.ts';

export interface StreamConsumerProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly consumer: { readonly target: IFunction; readonly role: Role };
  /** The consumer's right to read it comes from `ResetTable.readStream`. */
  readonly streamArn: string;
  readonly batchSize: number;
  /** For how long records are gathered before the consumer gets them. Left out: not at all. */
  readonly batchingWindow?: Duration;
  /** Only records of items that owe something. What fails is left to the scheduled redelivery, and the next record goes on. */
  readonly pendingOnly?: boolean;
}

/** A stream record matches on leaves alone, so the pattern goes down to a string inside the attribute. */
const recorded = { lastEvent: { M: { event: { S: FilterRule.exists() } } } };
const owing = { pending: { S: FilterRule.exists() } };

/** Bound by the record's age: 10,000 is the most that Lambda takes, and more than its back-off makes of a day. */
const FOR_A_DAY = 10_000;

/** So that one record which always fails does not hold up the mails of others for longer than a moment. */
const FOR_A_MOMENT = 5;

/**
 * Brings the steps that the stream carries to a function, in order, each at least once. Budgets, limits and deletions do
 * not come: they have no event of their own.
 *
 * A record lives a day in the stream, and the audit consumer may fail for that long without losing one. What is owed has
 * its redelivery beside the stream, so the mail consumer gives up sooner. What is given up goes to a queue as metadata
 * alone (shard and sequence numbers): no item's content is in it.
 */
export class StreamConsumer extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { settings, encryption, consumer } = props;
    this.failures = failureQueue(this, { settings, encryption, role: consumer.role, retention: Duration.days(14) });
    const { queueArn } = this.failures;
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.target,
      eventSourceArn: props.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize,
      ...(props.batchingWindow && { maxBatchingWindow: props.batchingWindow }),
      parallelizationFactor: settings.streamParallelization,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.days(1),
      retryAttempts: props.pendingOnly === true ? FOR_A_MOMENT : FOR_A_DAY,
      // Not `SqsDlq`, which also grants to read the queue's attributes.
      onFailure: { bind: () => ({ destination: queueArn }) },
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { NewImage: props.pendingOnly === true ? { ...recorded, ...owing } : recorded },
        }),
      ],
    });
  }
}

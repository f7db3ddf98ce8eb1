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
  /** ARN of the stream. `ResetTable.readStream` gives the consumer the right to read it. */
  readonly streamArn: string;
  readonly batchSize: number;
  /** Time for which records are gathered before the consumer gets them. Default: none. */
  readonly batchingWindow?: Duration;
  /**
   * True for the consumer that sends mails: it gets only items with a mail or a notice pending, and deleted requests
   * whose guesses may have to be given back. The redelivery sends what fails.
   */
  readonly pendingOnly?: boolean;
}

/** Patterns of stream records. Only leaves can match, so a pattern goes down to a string inside the attribute. */
const recorded = { lastEvent: { M: { event: { S: FilterRule.exists() } } } };
/** A mail is pending. */
const mailPending = { pending: { S: FilterRule.beginsWith('mail') } };
/** The notice of a change, or the warning of a refused one, is pending. A change in progress is not the consumer's. */
const changeEnded = { pending: { S: FilterRule.exists() }, state: { S: FilterRule.or('COMPLETED', 'CANCELLED') } };
/** A request with a code that did not lead to a change. */
const unused = { codeIssue: { N: FilterRule.exists() }, state: { S: FilterRule.or('SENT', 'LOCKED', 'CANCELLED') } };

/**
 * Retries where the record's age is the limit: the maximum of Lambda, which its back-off does not reach within a day.
 */
const RETRIES_FOR_A_DAY = 10_000;

/** Few retries, so that a record which always fails does not delay other mails for long. */
const FEW_RETRIES = 5;

/**
 * Brings the steps in the table's stream to a function, in order and at least once. Budgets and limits are filtered
 * out, because they have no event.
 *
 * A record stays in the stream for a day, so the audit consumer may fail for that long without losing one. Pending
 * mails have the redelivery, so the mail consumer gives up sooner. A record that was given up on goes to a queue as
 * metadata only (shard and sequence numbers), without the content of the item.
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
      retryAttempts: props.pendingOnly === true ? FEW_RETRIES : RETRIES_FOR_A_DAY,
      // Not `SqsDlq`, which would also grant reading the queue's attributes.
      onFailure: { bind: () => ({ destination: queueArn }) },
      filters:
        props.pendingOnly === true
          ? [
              written({ ...recorded, ...mailPending }),
              written({ ...recorded, ...changeEnded }),
              FilterCriteria.filter({ eventName: FilterRule.isEqual('REMOVE'), dynamodb: { OldImage: unused } }),
            ]
          : [written(recorded)],
    });
  }
}

const written = (item: object) =>
  FilterCriteria.filter({ eventName: FilterRule.or('INSERT', 'MODIFY'), dynamodb: { NewImage: item } });

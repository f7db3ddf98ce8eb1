import type { StreamMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { errorFacts } from '../runtime/error-facts.ts';

/**
 * Processes the records of a batch one after the other and reports those that failed. The stream sends these again,
 * so one record that always fails does not hold up the others.
 *
 * @param remove takes records that were deleted; without it they are skipped
 */
export async function eachRecord<Kind>(
  event: DynamoDBStreamEvent,
  { logger, count }: Telemetry<StreamMetric>,
  take: (record: Kind, before: Kind | undefined) => Promise<void>,
  remove?: (before: Kind) => Promise<void>,
): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const item of event.Records) {
    try {
      const record = image<Kind>(item.dynamodb?.NewImage);
      const before = image<Kind>(item.dynamodb?.OldImage);
      if (record !== undefined) await take(record, before);
      else if (before !== undefined) await remove?.(before);
    } catch (error) {
      count('failed');
      logger.error('a stream record failed and will be sent again', {
        error: errorFacts(error),
        eventId: item.eventID,
      });
      batchItemFailures.push({ itemIdentifier: item.dynamodb?.SequenceNumber ?? '' });
    }
  }
  return { batchItemFailures };
}

const image = <Kind>(values: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): Kind | undefined =>
  values && (unmarshall(values as Record<string, AttributeValue>) as Kind);

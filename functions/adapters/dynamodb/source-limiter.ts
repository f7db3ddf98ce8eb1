import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { Clock, LimitOutcome, SourceLimiter } from '../../ports.ts';

const HOUR = 3600;

/** Counts in fixed windows of one hour, with one item per source and kind of call; TTL deletes it. */
export class DynamoDbSourceLimiter implements SourceLimiter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async take(bucket: 'start' | 'remind' | 'log-in', source: string, limitPerHour: number): Promise<LimitOutcome> {
    const now = epochSeconds(this.#clock.now());
    const hour = Math.floor(now / HOUR);
    const nextHour = (hour + 1) * HOUR;
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { key: `LIMIT#${bucket}#${source}#${hour}` },
          UpdateExpression: 'ADD #calls :one SET #expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(#calls) OR #calls < :limit',
          ExpressionAttributeNames: { '#calls': 'calls', '#expiresAt': 'expiresAt' },
          ExpressionAttributeValues: { ':one': 1, ':limit': limitPerHour, ':expiresAt': nextHour },
        }),
      );
      return { kind: 'within' };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException)
        return { kind: 'exceeded', retryAfterSeconds: nextHour - now };
      throw error;
    }
  }
}

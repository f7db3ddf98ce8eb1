import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { Clock, CountOutcome } from '../../ports.ts';

const HOUR = 3600;

/** Counts in fixed windows of one hour: one item of the request table per counter and hour, which TTL deletes. */
export class DynamoDbHourlyCounter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  /** Counts one, unless the hour has `limit` already. One conditional write, so no race gets past the limit. */
  async take(counter: string, limit: number): Promise<CountOutcome> {
    const now = epochSeconds(this.#clock.now());
    const hour = hourOf(now);
    const nextHour = (hour + 1) * HOUR;
    try {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { key: keyOf(counter, hour) },
          UpdateExpression: 'ADD #calls :one SET #expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(#calls) OR #calls < :limit',
          ExpressionAttributeNames: { '#calls': 'calls', '#expiresAt': 'expiresAt' },
          ExpressionAttributeValues: { ':one': 1, ':limit': limit, ':expiresAt': nextHour },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return { kind: 'within', hour, calls: Number(Attributes?.['calls'] ?? limit) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException)
        return { kind: 'exceeded', retryAfterSeconds: nextHour - now };
      throw error;
    }
  }

  /** Takes one count back from an hour. */
  async giveBack(counter: string, hour: number): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { key: keyOf(counter, hour) },
        // The hour may be over and its item deleted. The time of deletion keeps a new one from staying for good.
        UpdateExpression: 'ADD #calls :one SET #expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#calls': 'calls', '#expiresAt': 'expiresAt' },
        ExpressionAttributeValues: { ':one': -1, ':expiresAt': (hour + 1) * HOUR },
      }),
    );
  }

  /** Returns the count of this hour. */
  async read(counter: string): Promise<number> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: this.#present(counter), ConsistentRead: true }),
    );
    return Number(Item?.['calls'] ?? 0);
  }

  /** Forgets the count of this hour. */
  async forget(counter: string): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: this.#present(counter) }));
  }

  #present(counter: string) {
    return { key: keyOf(counter, hourOf(epochSeconds(this.#clock.now()))) };
  }
}

const hourOf = (now: number): number => Math.floor(now / HOUR);

const keyOf = (counter: string, hour: number): string => `LIMIT#${counter}#${hour}`;

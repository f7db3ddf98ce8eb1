import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import { limitOf, type NetworkAllowance } from '../../domain/network-allowance.ts';
import type { Clock, CountedCall, CountOutcome, LimitBucket, NetworkAllowances, SourceLimiter } from '../../ports.ts';

const HOUR = 3600;

/** Networks with limits of their own. */
export interface Networks {
  /** Those of the stage's settings. */
  readonly fixed: readonly NetworkAllowance[];
  /** Those that administrators ordered. They are asked only for a call beyond its limit. */
  readonly ordered: NetworkAllowances;
}

/** Counts in fixed windows of one hour, with one item per source and kind of call; TTL deletes it. */
export class DynamoDbSourceLimiter implements SourceLimiter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #networks: Networks;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    clock: Clock,
    networks: Networks = { fixed: [], ordered: { current: async () => [] } },
  ) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#networks = networks;
  }

  async take(bucket: LimitBucket, source: string, limitPerHour: number): Promise<CountOutcome> {
    const usual = limitOf(source, limitPerHour, this.#networks.fixed);
    const outcome = await this.#count(bucket, source, usual);
    if (outcome.kind === 'within') return outcome;
    const raised = limitOf(source, usual, await this.#networks.ordered.current());
    return raised > usual ? this.#count(bucket, source, raised) : outcome;
  }

  async giveBack(bucket: LimitBucket, source: string, { hour }: CountedCall): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { key: keyOf(bucket, source, hour) },
        // The hour may be over and its item deleted. The time of deletion keeps a new one from staying for good.
        UpdateExpression: 'ADD #calls :one SET #expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#calls': 'calls', '#expiresAt': 'expiresAt' },
        ExpressionAttributeValues: { ':one': -1, ':expiresAt': (hour + 1) * HOUR },
      }),
    );
  }

  async #count(bucket: LimitBucket, source: string, limit: number): Promise<CountOutcome> {
    const now = epochSeconds(this.#clock.now());
    const hour = Math.floor(now / HOUR);
    const nextHour = (hour + 1) * HOUR;
    try {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { key: keyOf(bucket, source, hour) },
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
}

const keyOf = (bucket: LimitBucket, source: string, hour: number): string => `LIMIT#${bucket}#${source}#${hour}`;

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { digest } from '../../domain/digest.ts';
import { epochSeconds } from '../../domain/moment.ts';
import type { AddressLimiter, Clock } from '../../ports.ts';

const HOUR = 3600;

/** Counts mails in fixed windows of one hour, with one item per address; TTL deletes it. */
export class DynamoDbAddressLimiter implements AddressLimiter {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async take(address: string, limitPerHour: number): Promise<boolean> {
    const hour = Math.floor(epochSeconds(this.#clock.now()) / HOUR);
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { key: `LIMIT#address#${digest(address)}#${hour}` },
          UpdateExpression: 'ADD #mails :one SET #expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(#mails) OR #mails < :limit',
          ExpressionAttributeNames: { '#mails': 'mails', '#expiresAt': 'expiresAt' },
          ExpressionAttributeValues: { ':one': 1, ':limit': limitPerHour, ':expiresAt': (hour + 1) * HOUR },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

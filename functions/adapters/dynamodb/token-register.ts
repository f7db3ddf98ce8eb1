import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { TokenRegister } from '../../ports.ts';

/** Used captcha tokens: one small item per token in the request table, written once and deleted by TTL. */
export class DynamoDbTokenRegister implements TokenRegister {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async use(tokenDigest: string, until: Date): Promise<boolean> {
    const useId = randomUUID();
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: { key: `CAPTCHA#${tokenDigest}`, useId, expiresAt: epochSeconds(until) + 1 },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK repeated a write that had succeeded: the item has this use's ID.
      return error.Item?.['useId']?.S === useId;
    }
  }
}

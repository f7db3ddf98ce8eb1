import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AdministrationRecord } from '../../domain/administration.ts';
import type { OrderStore } from '../../ports.ts';

/** Orders as items of the request table, whose stream brings them to the audit trail. */
export class DynamoDbOrderStore implements OrderStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async record(order: AdministrationRecord): Promise<void> {
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: order,
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
        }),
      );
    } catch (error) {
      // The order is recorded already: it was sent twice.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { digest } from '../../domain/digest.ts';
import { LOGIN_DELAY, type LoginAttempts } from '../../domain/login-delay.ts';
import type { LoginAttemptStore } from '../../ports.ts';

/**
 * Attempts to log in, in the table of the requests, where TTL deletes them. An unknown user ID has an item like any
 * other.
 */
export class DynamoDbLoginAttemptStore implements LoginAttemptStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(owner: string): Promise<{ attempts: LoginAttempts; version: number } | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key: keyOf(owner) }, ConsistentRead: true }),
    );
    return Item as { attempts: LoginAttempts; version: number } | undefined;
  }

  async replace(owner: string, attempts: LoginAttempts, readVersion: number | undefined): Promise<boolean> {
    const condition: Partial<PutCommandInput> =
      readVersion === undefined
        ? { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'key' } }
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': readVersion },
          };
    try {
      const expiresAt = attempts.at + LOGIN_DELAY.kept;
      const Item = { key: keyOf(owner), attempts, version: (readVersion ?? 0) + 1, expiresAt };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item, ...condition }));
      return true;
    } catch (error) {
      // Also if the SDK repeated a write that had succeeded: the attempt then counts twice, which only delays.
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const keyOf = (owner: string): string => `LOGIN#${digest(owner)}`;

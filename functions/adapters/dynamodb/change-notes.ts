import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { ChangeNotes, Clock } from '../../ports.ts';

/** Seconds. An interrupted change is settled a minute later, or when the directory is up again. */
const KEPT = 7 * 86_400;

const keyOf = (changeId: string) => ({ key: `CHANGE#${changeId}` });

/** Notes of changes: one small item per change in the request table, written once and deleted by TTL. */
export class DynamoDbChangeNotes implements ChangeNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async note(changeId: string, before: string): Promise<string> {
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: { ...keyOf(changeId), before, expiresAt: epochSeconds(this.#clock.now()) + KEPT },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return before;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const noted = error.Item?.['before']?.S;
      if (noted === undefined) throw new Error('the note of a change has lost its text', { cause: error });
      return noted;
    }
  }

  async read(changeId: string): Promise<string | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(changeId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : String(Item['before']);
  }
}

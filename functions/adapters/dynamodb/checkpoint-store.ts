import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { CHECKPOINT_KEY, type CheckpointRecord } from '../../domain/audit-checkpoint.ts';
import type { CheckpointStore } from '../../ports.ts';
import { putIfUnchanged } from './versioned-item.ts';

/** The last checkpoint as one item of the request table, whose stream brings each to the audit trail. */
export class DynamoDbCheckpointStore implements CheckpointStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async last(): Promise<CheckpointRecord | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key: CHECKPOINT_KEY }, ConsistentRead: true }),
    );
    return Item as CheckpointRecord | undefined;
  }

  append(checkpoint: CheckpointRecord): Promise<boolean> {
    const { sequence } = checkpoint;
    // The version of the item is the number of the checkpoint.
    return putIfUnchanged(this.#client, this.#table, { ...checkpoint }, sequence === 1 ? undefined : sequence - 1);
  }
}

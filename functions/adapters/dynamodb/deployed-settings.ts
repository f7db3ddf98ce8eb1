import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DeployedSettingsStore } from '../../ports.ts';

/** Key of the one item that has the settings of the last deployment. */
const KEY = 'SETTINGS#deployed';

/** Settings of the last deployment, as text in an item of the request table. No event follows from it. */
export class DynamoDbDeployedSettings implements DeployedSettingsStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async replace(settings: string | undefined): Promise<void> {
    const Item = { key: KEY, ...(settings !== undefined && { settings }) };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  /** Returns undefined if no deployment has recorded its settings. */
  async read(): Promise<string | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key: KEY }, ConsistentRead: true }),
    );
    return Item?.['settings'] as string | undefined;
  }
}

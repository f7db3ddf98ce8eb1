import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Session, SessionStore } from '../../../ports.ts';

/** Sessions by the digests of their tokens. */
export class DynamoDbSessionStore implements SessionStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async open(tokenDigest: string, session: Session): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item: { key: tokenDigest, ...session } }));
  }

  async find(tokenDigest: string): Promise<Session | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { key: tokenDigest }, ConsistentRead: true }),
    );
    return Item as Session | undefined;
  }

  async close(tokenDigest: string): Promise<boolean> {
    const { Attributes } = await this.#client.send(
      new DeleteCommand({ TableName: this.#table, Key: { key: tokenDigest }, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }
}

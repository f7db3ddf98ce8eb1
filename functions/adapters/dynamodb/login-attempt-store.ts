import { DeleteCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { digest } from '../../domain/digest.ts';
import { LOGIN_DELAY, type LoginAttempts } from '../../domain/login-delay.ts';
import type { LoginAttemptStore } from '../../ports.ts';
import { putIfUnchanged } from './versioned-item.ts';

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
    // A repeated write counts the attempt twice, which only delays.
    const item = { key: keyOf(owner), attempts, expiresAt: attempts.at + LOGIN_DELAY.kept };
    return putIfUnchanged(this.#client, this.#table, item, readVersion);
  }

  /** Forgets the attempts, so that the next one is the first. */
  async forget(owner: string): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: { key: keyOf(owner) } }));
  }
}

const keyOf = (owner: string): string => `LOGIN#${digest(owner)}`;

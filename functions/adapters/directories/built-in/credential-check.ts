import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  hashOfNoPassword,
  hashPassword,
  type PasswordHashAlgorithm,
  verifyPassword,
} from '../../../domain/password-hash.ts';
import type { Password } from '../../../domain/secret.ts';
import { epochSeconds } from '../../../domain/moment.ts';
import type { Clock, CredentialCheck } from '../../../ports.ts';
import { readUser, userKey } from './directory.ts';

/** Login with the built-in directory. */
export class DynamoDbCredentialCheck implements CredentialCheck {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #algorithm: PasswordHashAlgorithm | undefined;
  /** Hash for an unknown user ID or a user without a password, so that both take as long as any other login. */
  readonly #decoyHash: string;

  /**
   * @param algorithm algorithm for new hashes; a login replaces a hash of another algorithm or with weaker parameters
   */
  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock, algorithm?: PasswordHashAlgorithm) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#algorithm = algorithm;
    this.#decoyHash = hashOfNoPassword(algorithm);
  }

  async authenticate(userId: string, password: Password): Promise<{ sessionGeneration: number } | undefined> {
    const item = await readUser(this.#client, this.#table, userId);
    const { matches, outdated } = await verifyPassword(
      password,
      item?.passwordHash ?? this.#decoyHash,
      this.#algorithm,
    );
    if (!matches || item?.status !== 'active' || item.passwordHash === undefined) return undefined;
    await this.#recordLogin(
      userId,
      item.passwordHash,
      outdated ? await hashPassword(password, this.#algorithm) : undefined,
    );
    return { sessionGeneration: item.sessionGeneration ?? 0 };
  }

  async sessionGeneration(userId: string): Promise<number | undefined> {
    const item = await readUser(this.#client, this.#table, userId);
    return item?.status === 'active' ? (item.sessionGeneration ?? 0) : undefined;
  }

  /** Records the login only if the password is still the one that was checked: a reset in between must win. */
  async #recordLogin(userId: string, passwordHash: string, newHash: string | undefined): Promise<void> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: userKey(userId),
          UpdateExpression: 'SET #provenAt = :now, #passwordHash = :newHash',
          ConditionExpression: '#passwordHash = :hash',
          ExpressionAttributeNames: { '#provenAt': 'provenAt', '#passwordHash': 'passwordHash' },
          ExpressionAttributeValues: {
            ':now': epochSeconds(this.#clock.now()),
            ':hash': passwordHash,
            ':newHash': newHash ?? passwordHash,
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

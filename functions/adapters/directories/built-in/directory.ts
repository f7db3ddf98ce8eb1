import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { comparableAddress, type Account } from '../../../domain/account.ts';
import { hashPassword, type PasswordHashAlgorithm, verifyPassword } from '../../../domain/password-hash.ts';
import type { Password } from '../../../domain/secret.ts';
import { epochSeconds } from '../../../domain/moment.ts';
import type { Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';

/** User of the built-in directory, stored under `USER#<user ID>`, `USER`. */
export interface UserItem {
  readonly pk: string;
  readonly sk: 'USER';
  readonly userId: string;
  readonly status: 'active' | 'disabled' | 'unverified';
  readonly addresses: readonly string[];
  /** PHC string. Absent for a user who has not set a password yet; a reset sets the first one. */
  readonly passwordHash?: string;
  /** PHC strings of the previous passwords, newest first. */
  readonly previousHashes?: readonly string[];
  readonly sessionGeneration?: number;
  /** ID of the change that set the current password. */
  readonly changeId?: string;
  /** Epoch seconds of the last login or password change. */
  readonly provenAt?: number;
}

/** Key of a user's item. */
export const userKey = (userId: string): { pk: string; sk: 'USER' } => ({ pk: `USER#${userId}`, sk: 'USER' });

/** Reads a user; user IDs are compared byte for byte. */
export async function readUser(
  client: DynamoDBDocumentClient,
  table: string,
  userId: string,
): Promise<UserItem | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: userKey(userId), ConsistentRead: true }));
  return Item as UserItem | undefined;
}

/** Rules for storing new passwords. */
export interface NewPasswords {
  /** Algorithm for new hashes. */
  readonly algorithm?: PasswordHashAlgorithm;
  /** Number of passwords, the current one included, that a new password must differ from. */
  readonly history: number;
}

/** Maximum number of tries. Two changes of one account rarely collide, and three never do. */
const TRIES = 3;

/** Built-in directory: users in a DynamoDB table. */
export class DynamoDbDirectory implements UserDirectory {
  readonly endsSessions = true;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #passwords: NewPasswords;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock, passwords: NewPasswords = { history: 0 }) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#passwords = passwords;
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const item = await readUser(this.#client, this.#table, userId);
    return item && accountOf(item);
  }

  async findByAddress(address: string): Promise<Account[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':pk': `ADDRESS#${comparableAddress(address)}` },
      }),
    );
    const users = await Promise.all(Items.map(({ userId }) => this.findByUserId(String(userId))));
    return users.filter((user) => user !== undefined);
  }

  /**
   * Sets a password that differs from the account's last ones. The change is one conditional write, and starts again
   * if another change came in between.
   */
  async setPassword({ account, password, changeId }: PasswordChange): Promise<PasswordChangeOutcome> {
    for (let tries = 0; tries < TRIES; tries++) {
      const user = await readUser(this.#client, this.#table, account);
      if (user?.changeId === changeId) return { kind: 'changed' };
      if (user?.status !== 'active') return { kind: 'not-allowed' };
      const hashes = lastHashes(user).slice(0, this.#passwords.history);
      if (await isAmong(password, hashes)) return { kind: 'refused', reasons: ['reused'] };
      if (await this.#write(user, changeId, await hashPassword(password, this.#passwords.algorithm), hashes)) {
        return { kind: 'changed' };
      }
    }
    throw new Error('a user changed at every try to set the password');
  }

  /**
   * Sets the hash and increments the session generation, which ends all earlier sessions. Returns false if the user
   * is no longer as read: because of another change, or because the SDK repeated this write.
   */
  async #write(user: UserItem, changeId: string, passwordHash: string, hashes: readonly string[]): Promise<boolean> {
    const previousHashes = hashes.slice(0, Math.max(0, this.#passwords.history - 1));
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: userKey(user.userId),
          UpdateExpression:
            'SET #passwordHash = :hash, #previousHashes = :previous, #changeId = :changeId, #provenAt = :now ADD #generation :one',
          ConditionExpression: `#status = :active AND ${user.changeId === undefined ? 'attribute_not_exists(#changeId)' : '#changeId = :lastChangeId'}`,
          ExpressionAttributeNames: {
            '#passwordHash': 'passwordHash',
            '#previousHashes': 'previousHashes',
            '#changeId': 'changeId',
            '#provenAt': 'provenAt',
            '#generation': 'sessionGeneration',
            '#status': 'status',
          },
          ExpressionAttributeValues: {
            ':hash': passwordHash,
            ':previous': previousHashes,
            ':changeId': changeId,
            ':lastChangeId': user.changeId,
            ':now': epochSeconds(this.#clock.now()),
            ':one': 1,
            ':active': 'active',
          },
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return false;
    }
  }

  async outcomeOf({ account, changeId }: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'> {
    const item = await readUser(this.#client, this.#table, account);
    return item?.changeId === changeId ? 'changed' : 'not-changed';
  }
}

const accountOf = ({ userId, addresses, status, provenAt = 0 }: UserItem): Account => ({
  userId,
  addresses,
  status,
  provenAt,
});

const lastHashes = ({ passwordHash, previousHashes = [] }: UserItem): string[] =>
  passwordHash === undefined ? [...previousHashes] : [passwordHash, ...previousHashes];

/** Checks the hashes one by one: it stops at the first match and needs the memory of only one hash. */
async function isAmong(password: Password, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes) if ((await verifyPassword(password, hash)).matches) return true;
  return false;
}

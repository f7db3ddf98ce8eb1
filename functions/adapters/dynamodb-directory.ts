import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { comparableAddress } from '../domain/address.ts';
import { hashPassword, type PasswordHashAlgorithm } from '../domain/password-hash.ts';
import { epochSeconds } from '../domain/time.ts';
import type { Account, Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../ports.ts';

/** A user of the built-in directory, as its table holds it under `USER#<user ID>`, `USER`. */
export interface UserItem {
  readonly pk: string;
  readonly sk: 'USER';
  readonly userId: string;
  readonly status: 'active' | 'disabled' | 'unverified';
  readonly addresses: readonly string[];
  /** PHC string. Absent for a user who has not set a password yet: he does that by a reset. */
  readonly passwordHash?: string;
  readonly sessionGeneration?: number;
  /** Names the change that made the present password. */
  readonly changeId?: string;
  /** Epoch seconds of the last login or password change. */
  readonly provenAt?: number;
}

export const userKey = (userId: string): { pk: string; sk: 'USER' } => ({ pk: `USER#${userId}`, sk: 'USER' });

/** Reads a user as stored; user IDs are compared byte for byte. */
export async function readUser(
  client: DynamoDBDocumentClient,
  table: string,
  userId: string,
): Promise<UserItem | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: userKey(userId), ConsistentRead: true }));
  return Item as UserItem | undefined;
}

/** The built-in directory. */
export class DynamoDbDirectory implements UserDirectory {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #algorithm: PasswordHashAlgorithm | undefined;

  /** @param algorithm what new passwords are hashed with */
  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock, algorithm?: PasswordHashAlgorithm) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#algorithm = algorithm;
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

  /** One write sets the hash and raises the generation, so that every session of before is dead with it. */
  async setPassword({ account, password, changeId }: PasswordChange): Promise<PasswordChangeOutcome> {
    const passwordHash = await hashPassword(password, this.#algorithm);
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: userKey(account),
          UpdateExpression: 'SET #passwordHash = :hash, #changeId = :changeId, #provenAt = :now ADD #generation :one',
          ConditionExpression: '#status = :active AND (attribute_not_exists(#changeId) OR #changeId <> :changeId)',
          ExpressionAttributeNames: {
            '#passwordHash': 'passwordHash',
            '#changeId': 'changeId',
            '#provenAt': 'provenAt',
            '#generation': 'sessionGeneration',
            '#status': 'status',
          },
          ExpressionAttributeValues: {
            ':hash': passwordHash,
            ':changeId': changeId,
            ':now': epochSeconds(this.#clock.now()),
            ':one': 1,
            ':active': 'active',
          },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { kind: 'changed' };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { kind: error.Item?.['changeId']?.S === changeId ? 'changed' : 'not-allowed' };
    }
  }

  async outcomeOf({ account, changeId }: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'> {
    const item = await readUser(this.#client, this.#table, account);
    return item?.changeId === changeId ? 'changed' : 'not-changed';
  }
}

const accountOf = ({ userId, addresses, status, provenAt }: UserItem): Account => ({
  userId,
  addresses,
  status,
  provenAt,
});

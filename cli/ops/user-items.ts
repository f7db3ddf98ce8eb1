import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type UserItem, userKey } from '../../functions/adapters/directories/built-in/directory.ts';
import { comparableAddress } from '../../functions/domain/account.ts';
import type { Context } from './command.ts';
import { UsageError } from './outcome.ts';
import { projectionOf } from './clients.ts';
import { recordOrder } from './orders.ts';

/** Attributes of a user that the commands read. The hash of the password is not among them. */
const READ = ['userId', 'status', 'addresses', 'provenAt'] as const;

export type User = Pick<UserItem, (typeof READ)[number]>;

export type NewUser = Pick<UserItem, 'userId' | 'addresses'> & { readonly status: 'active' | 'disabled' };

const PROJECTION = projectionOf(READ);

/** Users of the built-in directory, with the index of their addresses. It cannot set passwords: only a reset can. */
export class UserItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(userId: string): Promise<User | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: userKey(userId), ConsistentRead: true, ...PROJECTION }),
    );
    return Item as User | undefined;
  }

  /** Yields all users, a page at a time, in the order of the table. */
  async *pages(): AsyncGenerator<User[]> {
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#table,
        ...PROJECTION,
        FilterExpression: '#sk = :user',
        ExpressionAttributeNames: { ...PROJECTION.ExpressionAttributeNames, '#sk': 'sk' },
        ExpressionAttributeValues: { ':user': 'USER' },
      },
    );
    for await (const { Items = [] } of pages) yield Items as User[];
  }

  /**
   * Returns false where the user ID is taken. It writes the user first, so that no address belongs to a user who is
   * missing.
   */
  async add({ userId, addresses, status }: NewUser): Promise<boolean> {
    const Item = { ...userKey(userId), userId, status, addresses };
    const isNew = await this.#applied(
      this.#client.send(
        new PutCommand({ TableName: this.#table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );
    if (isNew) await this.indexAddresses({ userId, addresses });
    return isNew;
  }

  /** Writes the addresses of a user into the index. A repeat completes an interrupted run. */
  async indexAddresses({ userId, addresses }: Pick<User, 'userId' | 'addresses'>): Promise<void> {
    for (const address of addresses) {
      const Item = { pk: `ADDRESS#${comparableAddress(address)}`, sk: `USER#${userId}`, userId };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
    }
  }

  /** Disables a user and ends all their sessions for good. Returns false where there is no such user. */
  disable(userId: string): Promise<boolean> {
    return this.#applied(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: userKey(userId),
          UpdateExpression: 'SET #status = :disabled ADD #generation :one',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#status': 'status', '#generation': 'sessionGeneration' },
          ExpressionAttributeValues: { ':disabled': 'disabled', ':one': 1 },
        }),
      ),
    );
  }

  /** Returns false where there is no such user, or they are not disabled. */
  enable(userId: string): Promise<boolean> {
    return this.#applied(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: userKey(userId),
          UpdateExpression: 'SET #status = :active',
          ConditionExpression: '#status = :disabled',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':active': 'active', ':disabled': 'disabled' },
        }),
      ),
    );
  }

  /** Returns false where the condition of a write did not hold. */
  async #applied(write: Promise<unknown>): Promise<boolean> {
    try {
      await write;
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** @throws {@link UsageError} where the stage does not use the built-in directory */
export function usersOf({ clients, settings, tables }: Context): UserItems {
  if (settings.directory !== 'built-in') {
    throw new UsageError('--stage', `has its accounts in the directory ${settings.directory}; manage them there`);
  }
  return new UserItems(clients.documents, tables.users);
}

export type AddOutcome =
  | 'added'
  /** The user exists with the same addresses and status. */
  | 'unchanged'
  /**
   * The user exists with other addresses or another status. They are not changed: codes would be mailed elsewhere.
   */
  | 'taken';

/** Adds a user. A repeat changes nothing. */
export async function addUser(context: Context, user: NewUser): Promise<AddOutcome> {
  const users = usersOf(context);
  const present = await users.find(user.userId);
  if (present !== undefined) return repeated(users, present, user);
  await recordOrder(context, 'user_add_ordered', user.userId);
  if (await users.add(user)) return 'added';
  const winner = await users.find(user.userId);
  return winner === undefined ? 'taken' : repeated(users, winner, user);
}

/** Compares an existing user with the wanted one, and completes the index of an interrupted addition. */
async function repeated(users: UserItems, present: User, wanted: NewUser): Promise<AddOutcome> {
  const sorted = (addresses: readonly string[]) => addresses.toSorted().join(' ');
  const same = present.status === wanted.status && sorted(present.addresses) === sorted(wanted.addresses);
  if (!same) return 'taken';
  await users.indexAddresses(present);
  return 'unchanged';
}

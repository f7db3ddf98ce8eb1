import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type UserItem, userKey } from '../../functions/adapters/directories/built-in/directory.ts';
import { comparableAddress } from '../../functions/domain/address.ts';
import type { Context } from './command.ts';
import { UsageError } from './outcome.ts';
import { projectionOf } from './clients.ts';
import { recordOrder } from './orders.ts';

/** What operations read of a user: not his password's hash. */
const READ = ['userId', 'status', 'addresses', 'provenAt'] as const;

export type User = Pick<UserItem, (typeof READ)[number]>;

export type NewUser = Pick<UserItem, 'userId' | 'addresses'> & { readonly status: 'active' | 'disabled' };

const SEEN = projectionOf(READ);

/** The users of the built-in directory and its index of addresses. Passwords are out of its reach: only a reset sets one. */
export class UserItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(userId: string): Promise<User | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: userKey(userId), ConsistentRead: true, ...SEEN }),
    );
    return Item as User | undefined;
  }

  /** Every user, a page at a time; the order is the table's. */
  async *pages(): AsyncGenerator<User[]> {
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#table,
        ...SEEN,
        FilterExpression: '#sk = :user',
        ExpressionAttributeNames: { ...SEEN.ExpressionAttributeNames, '#sk': 'sk' },
        ExpressionAttributeValues: { ':user': 'USER' },
      },
    );
    for await (const { Items = [] } of pages) yield Items as User[];
  }

  /** False where the user ID is taken. The user comes first: an address alone must never lead to somebody else. */
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

  /** Can be repeated: it restores what an interruption left out. */
  async indexAddresses({ userId, addresses }: Pick<User, 'userId' | 'addresses'>): Promise<void> {
    for (const address of addresses) {
      const Item = { pk: `ADDRESS#${comparableAddress(address)}`, sk: `USER#${userId}`, userId };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
    }
  }

  /** Ends every session with it, so that none comes back to life when the user is enabled again. False where there is no such user. */
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

  /** False where the user is not there, or not disabled. */
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

  /** False where the condition of a write did not hold. */
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

/** @throws where the stage keeps its accounts in another directory than the built-in one */
export function usersOf({ clients, settings, tables }: Context): UserItems {
  if (settings.directory !== 'built-in') {
    throw new UsageError('--stage', `has its accounts in the directory ${settings.directory}; manage them there`);
  }
  return new UserItems(clients.documents, tables.users);
}

export type AddOutcome =
  | 'added'
  /** The user is there, just like this. */
  | 'unchanged'
  /** The user ID is there with other addresses or another status, which nothing here changes: mail would go elsewhere. */
  | 'taken';

/** Adds a user, once: a repeat finds him there. */
export async function addUser(context: Context, user: NewUser): Promise<AddOutcome> {
  const users = usersOf(context);
  const present = await users.find(user.userId);
  if (present !== undefined) return repeated(users, present, user);
  await recordOrder(context, 'user_add_ordered', user.userId);
  if (await users.add(user)) return 'added';
  const winner = await users.find(user.userId);
  return winner === undefined ? 'taken' : repeated(users, winner, user);
}

/** An addition that was interrupted may lack its addresses in the index. */
async function repeated(users: UserItems, present: User, wanted: NewUser): Promise<AddOutcome> {
  const sorted = (addresses: readonly string[]) => addresses.toSorted().join(' ');
  const same = present.status === wanted.status && sorted(present.addresses) === sorted(wanted.addresses);
  if (!same) return 'taken';
  await users.indexAddresses(present);
  return 'unchanged';
}

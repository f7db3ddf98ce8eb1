import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  addressKey,
  isAt,
  newUserKey,
  type UserItem,
  userIdsAt,
  userKeys,
  type UserNames,
} from '../../functions/adapters/directories/built-in/users.ts';
import { storedImport } from '../../functions/domain/imported-hash.ts';
import type { Context } from './command.ts';
import { UsageError } from './outcome.ts';
import { projectionOf } from './clients.ts';

/** Attributes of a user that the commands read. The hash of the password is not among them. */
export const USER_ATTRIBUTES = ['userId', 'status', 'addresses', 'provenAt'] as const;

export type User = Pick<UserItem, (typeof USER_ATTRIBUTES)[number]>;

export type NewUser = Pick<UserItem, 'userId' | 'addresses'> & {
  readonly status: 'active' | 'disabled';
  /** Hash that an import brings along: `storedImport`. */
  readonly passwordHash?: string;
};

const PROJECTION = projectionOf(USER_ATTRIBUTES);

/**
 * Users of the built-in directory, with the index of their addresses. It sets no passwords: a reset does, and a new
 * user may bring a hash along.
 */
export class UserItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #names: Pick<UserNames, 'userIdCase'>;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    names: Pick<UserNames, 'userIdCase'> = { userIdCase: 'exact' },
  ) {
    this.#client = client;
    this.#table = table;
    this.#names = names;
  }

  async find(userId: string): Promise<User | undefined> {
    for (const Key of userKeys(userId, this.#names)) {
      const { Item } = await this.#client.send(
        new GetCommand({ TableName: this.#table, Key, ConsistentRead: true, ...PROJECTION }),
      );
      if (Item !== undefined) return Item as User;
    }
    return undefined;
  }

  /** Returns the users with an address. */
  async at(address: string): Promise<User[]> {
    const userIds = await userIdsAt(this.#client, this.#table, address);
    const users = await Promise.all(userIds.map((userId) => this.find(userId)));
    return users.filter((user) => user !== undefined).filter((user) => isAt(user, address));
  }

  /**
   * Yields all users, a page at a time, in the order of the table.
   *
   * @param imported true for those whose hash an import brought along, and who have not logged in since
   */
  async *pages({ imported = false } = {}): AsyncGenerator<User[]> {
    const pages = paginateScan(
      { client: this.#client },
      {
        TableName: this.#table,
        ...PROJECTION,
        FilterExpression: `#sk = :user${imported ? ' AND begins_with(#hash, :imported)' : ''}`,
        ExpressionAttributeNames: {
          ...PROJECTION.ExpressionAttributeNames,
          '#sk': 'sk',
          ...(imported && { '#hash': 'passwordHash' }),
        },
        ExpressionAttributeValues: { ':user': 'USER', ...(imported && { ':imported': storedImport({ text: '' }) }) },
      },
    );
    for await (const { Items = [] } of pages) yield Items as User[];
  }

  /**
   * Returns false where the user ID is taken. It writes the user first, so that no address belongs to a user who is
   * missing. The versions begin at the time in milliseconds, which no count of an earlier user of this ID can have
   * reached: no session and no code of theirs fits.
   */
  async add(user: NewUser): Promise<boolean> {
    const isNew = await this.put(user);
    if (isNew) await this.indexAddresses(user);
    return isNew;
  }

  /** As {@link add}, but the caller writes the addresses into the index. */
  put({ userId, addresses, status, passwordHash }: NewUser): Promise<boolean> {
    return this.#putNew({ userId, status, addresses, ...(passwordHash !== undefined && { passwordHash }) });
  }

  /**
   * Brings back a user as a copy of the table has them. Returns false where the user ID is taken. The versions begin
   * anew as in {@link add}: sessions that were ended and codes that were used since the copy stay so. The index is
   * written first, so that a repeat completes an interrupted run: an entry without its user finds nobody.
   */
  async restore(user: UserItem): Promise<boolean> {
    await this.indexAddresses(user);
    return this.#putNew(user);
  }

  #putNew(user: Omit<UserItem, 'pk' | 'sk'>): Promise<boolean> {
    const version = Date.now();
    const versions = { sessionGeneration: version, statusVersion: version };
    const Item = { ...user, ...newUserKey(user.userId, this.#names), ...versions };
    return this.#applied(
      this.#client.send(
        new PutCommand({ TableName: this.#table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );
  }

  /** Writes the addresses of a user into the index. A repeat completes an interrupted run. */
  async indexAddresses({ userId, addresses }: Pick<User, 'userId' | 'addresses'>): Promise<void> {
    for (const address of addresses) {
      const Item = { pk: addressKey(address), sk: `USER#${userId}`, userId };
      await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
    }
  }

  /**
   * Disables a user and ends all their sessions for good. Returns false where there is no such user. The version of
   * the status ends codes that were mailed before, also once the user is enabled again.
   */
  disable(userId: string): Promise<boolean> {
    return this.#update(userId, {
      UpdateExpression: 'SET #status = :disabled ADD #generation :one, #statusVersion :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: {
        '#status': 'status',
        '#generation': 'sessionGeneration',
        '#statusVersion': 'statusVersion',
      },
      ExpressionAttributeValues: { ':disabled': 'disabled', ':one': 1 },
    });
  }

  /** Returns false where there is no such user, or they are not disabled. */
  enable(userId: string): Promise<boolean> {
    return this.#update(userId, {
      UpdateExpression: 'SET #status = :active ADD #statusVersion :one',
      ConditionExpression: '#status = :disabled',
      ExpressionAttributeNames: { '#status': 'status', '#statusVersion': 'statusVersion' },
      ExpressionAttributeValues: { ':active': 'active', ':disabled': 'disabled', ':one': 1 },
    });
  }

  /** Ends all sessions of a user for good. Returns false where there is no such user. */
  endSessions(userId: string): Promise<boolean> {
    return this.#update(userId, {
      UpdateExpression: 'ADD #generation :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#generation': 'sessionGeneration' },
      ExpressionAttributeValues: { ':one': 1 },
    });
  }

  /**
   * Changes the addresses of a user. Returns false where they are no longer as read. Codes that were mailed before end,
   * because they are bound to the addresses. The index is written first: an entry without its user finds nobody.
   */
  async setAddresses(user: User, addresses: readonly string[]): Promise<boolean> {
    await this.indexAddresses({ userId: user.userId, addresses });
    const { condition, values } = stillAt(user.addresses);
    const changed = await this.#update(user.userId, {
      UpdateExpression: 'SET #addresses = :addresses',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#addresses': 'addresses' },
      ExpressionAttributeValues: { ...values, ':addresses': addresses },
    });
    const kept = new Set((changed ? addresses : user.addresses).map(addressKey));
    const stale = (changed ? user.addresses : addresses).filter((address) => !kept.has(addressKey(address)));
    await this.#unindex(user.userId, stale);
    return changed;
  }

  /** Removes a user whose addresses are as read. Returns false otherwise. A repeat completes an interrupted run. */
  async remove(user: User): Promise<boolean> {
    await this.#unindex(user.userId, user.addresses);
    const { condition, values } = stillAt(user.addresses);
    for (const Key of userKeys(user.userId, this.#names)) {
      const write = this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#addresses': 'addresses' },
          ExpressionAttributeValues: values,
        }),
      );
      if (await this.#applied(write)) return true;
    }
    return false;
  }

  async #unindex(userId: string, addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      const Key = { pk: addressKey(address), sk: `USER#${userId}` };
      await this.#client.send(new DeleteCommand({ TableName: this.#table, Key }));
    }
  }

  /** Returns false where the condition holds for no user of this ID. */
  async #update(userId: string, update: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<boolean> {
    for (const Key of userKeys(userId, this.#names)) {
      const write = this.#client.send(new UpdateCommand({ TableName: this.#table, Key, ...update }));
      if (await this.#applied(write)) return true;
    }
    return false;
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

/** Condition that the addresses of a user are as they were read, entry by entry. */
const stillAt = (addresses: readonly string[]) => ({
  condition: ['size(#addresses) = :size', ...addresses.map((_, index) => `#addresses[${index}] = :was${index}`)].join(
    ' AND ',
  ),
  values: { ':size': addresses.length, ...Object.fromEntries(addresses.map((was, index) => [`:was${index}`, was])) },
});

/** @throws {@link UsageError} where the stage does not use the built-in directory */
export async function usersOf({ clients, settings, tables }: Context): Promise<UserItems> {
  const { directory, userIdCase } = await settings();
  if (directory !== 'built-in')
    throw new UsageError('--stage', `has its accounts in the directory ${directory}; manage them there`);
  return new UserItems(clients.documents, tables.users, { userIdCase });
}

import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Account, comparableAddress, foldedUserId, usableAddresses } from '../../../domain/account.ts';
import { writtenForms } from '../../../domain/address.ts';

/** User of the built-in directory, stored under `USER#<user ID>`, `USER`: {@link newUserKey}. */
export interface UserItem {
  readonly pk: string;
  readonly sk: 'USER';
  /** As it was added. It names the account, whatever was typed. */
  readonly userId: string;
  readonly status: 'active' | 'disabled' | 'unverified';
  readonly addresses: readonly string[];
  /**
   * PHC string, or a hash that an import brought along. Absent for a user who has not set a password yet; a reset sets
   * the first one.
   */
  readonly passwordHash?: string;
  /** Hashes of the previous passwords, newest first. */
  readonly previousHashes?: readonly string[];
  readonly sessionGeneration?: number;
  /** ID of the change that set the current password. */
  readonly changeId?: string;
  /** ID of the change that the owner reported. While it is the last one, its password is refused (R30). */
  readonly refusedChangeId?: string;
  /** Counts how often an administrator disabled or enabled the user. */
  readonly statusVersion?: number;
  /** Epoch seconds of the last login or password change. */
  readonly provenAt?: number;
}

/** Settings for what people type as a user ID. */
export interface UserNames {
  /** `fold`: upper and lower case make no difference. */
  readonly userIdCase: 'exact' | 'fold';
  /** An address that belongs to exactly one account finds that account. */
  readonly addressAsUserId: boolean;
}

const EXACT: UserNames = { userIdCase: 'exact', addressAsUserId: false };

type UserKey = Pick<UserItem, 'pk' | 'sk'>;

/** Key of a user's item whose ID was stored with its case. */
export const userKey = (userId: string): UserKey => ({ pk: `USER#${userId}`, sk: 'USER' });

/** Key of the item of a new user. */
export const newUserKey = (userId: string, { userIdCase }: Pick<UserNames, 'userIdCase'> = EXACT): UserKey =>
  userKey(userIdCase === 'fold' ? foldedUserId(userId) : userId);

/** Key of an item of the index of addresses. */
export const addressKey = (address: string): string => `ADDRESS#${comparableAddress(address)}`;

/**
 * Keys under which the user of a typed ID may be. The exact one comes first, for users who were added before case was
 * folded.
 */
export function userKeys(userId: string, names: Pick<UserNames, 'userIdCase'>): UserKey[] {
  const [exact, folded] = [userKey(userId), newUserKey(userId, names)];
  return exact.pk === folded.pk ? [exact] : [exact, folded];
}

/**
 * Reads the user of a typed ID. A password that its owner reported is not shown as one that logs in, but only among
 * the previous ones: no caller can forget to refuse it.
 */
export async function readUser(
  client: DynamoDBDocumentClient,
  table: string,
  typed: string,
  names: UserNames = EXACT,
): Promise<UserItem | undefined> {
  for (const Key of userKeys(typed, names)) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    if (Item !== undefined) return withoutRefused(Item as UserItem);
  }
  if (!names.addressAsUserId || !typed.includes('@')) return undefined;
  const userIds = await userIdsAt(client, table, typed);
  const users = await Promise.all(userIds.map((userId) => readUser(client, table, userId, onlyUserIds(names))));
  const owners = users.filter((user) => user !== undefined && isAt(user, typed));
  return owners.length === 1 ? owners[0] : undefined;
}

/** The same settings, for a user ID that the directory itself gave. */
export const onlyUserIds = (names: UserNames): UserNames => ({ ...names, addressAsUserId: false });

/** User IDs that the index of addresses has for an address. */
export async function userIdsAt(client: DynamoDBDocumentClient, table: string, address: string): Promise<string[]> {
  // An index that was written before domains were compared as A-labels has them as they were typed.
  const keys = new Set([address, ...writtenForms(address)].flatMap((form) => [addressKey(form), foldedKey(form)]));
  const found = await Promise.all(
    [...keys].map((pk) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#pk = :pk',
          ExpressionAttributeNames: { '#pk': 'pk' },
          ExpressionAttributeValues: { ':pk': pk },
        }),
      ),
    ),
  );
  return [...new Set(found.flatMap(({ Items = [] }) => Items.map(({ userId }) => String(userId))))];
}

const foldedKey = (address: string): string =>
  `ADDRESS#${address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())}`;

/** Whether an address is one of a user's. The index may lag behind the user. */
export function isAt({ addresses }: Pick<UserItem, 'addresses'>, address: string): boolean {
  const typed = comparableAddress(address);
  return addresses.some((stored) => comparableAddress(stored) === typed);
}

function withoutRefused({ passwordHash, previousHashes = [], ...user }: UserItem): UserItem {
  if (passwordHash === undefined) return { ...user, previousHashes };
  if (user.changeId === undefined || user.refusedChangeId !== user.changeId)
    return { ...user, passwordHash, previousHashes };
  return { ...user, previousHashes: [passwordHash, ...previousHashes] };
}

/**
 * Mark of a user: {@link Account.mark}. It is a digest, because records keep what is made of it, and hashes of
 * passwords belong in this table alone.
 */
export const markOf = ({ status, statusVersion = 0, changeId, passwordHash }: UserItem): string =>
  createHash('sha256')
    .update(JSON.stringify([status, statusVersion, changeId ?? null, passwordHash ?? null]))
    .digest('base64url');

export function accountOf(user: UserItem): Account {
  const { userId, addresses, status, provenAt = 0 } = user;
  return { userId, addresses: usableAddresses(addresses), status, provenAt, mark: markOf(user) };
}

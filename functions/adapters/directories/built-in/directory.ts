import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Account } from '../../../domain/account.ts';
import { hashPassword, type PasswordHashAlgorithm } from '../../../domain/password-hash.ts';
import type { Password } from '../../../domain/secret.ts';
import { epochSeconds } from '../../../domain/moment.ts';
import type { Clock, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';
import { verifyStored } from './stored-hash.ts';
import { accountOf, isAt, onlyUserIds, readUser, userIdsAt, type UserItem, type UserNames } from './users.ts';

export { readUser, type UserItem, userKey } from './users.ts';

/** Settings of the built-in directory. */
export interface BuiltInSettings extends UserNames {
  /** Algorithm for new hashes. */
  readonly algorithm?: PasswordHashAlgorithm;
  /** Number of passwords, the current one included, that a new password must differ from. */
  readonly history: number;
}

/** Maximum number of tries. Two changes of one account rarely collide, and three never do. */
const TRIES = 3;

/** Attributes that must be as they were read, so that the change is one of the account that was accepted. */
const BOUND = ['status', 'statusVersion', 'addresses', 'changeId', 'passwordHash', 'refusedChangeId'] as const;

/** Built-in directory: users in a DynamoDB table. */
export class DynamoDbDirectory implements UserDirectory {
  readonly endsSessions = true;
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #settings: BuiltInSettings;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    clock: Clock,
    { history = 0, userIdCase = 'exact', addressAsUserId = false, algorithm }: Partial<BuiltInSettings> = {},
  ) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#settings = { history, userIdCase, addressAsUserId, algorithm };
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    const user = await readUser(this.#client, this.#table, userId, this.#settings);
    return user && accountOf(user);
  }

  async findByAddress(address: string): Promise<Account[]> {
    const userIds = await userIdsAt(this.#client, this.#table, address);
    const users = await Promise.all(userIds.map((userId) => this.#read(userId)));
    return users.flatMap((user) => (user !== undefined && isAt(user, address) ? [accountOf(user)] : []));
  }

  /**
   * Sets a password that differs from the account's last ones. The change is one conditional write, and starts again
   * if another change came in between.
   */
  async setPassword({ account, password, changeId, accepts }: PasswordChange): Promise<PasswordChangeOutcome> {
    for (let tries = 0; tries < TRIES; tries++) {
      const user = await this.#read(account);
      if (user?.changeId === changeId) return { kind: 'changed' };
      if (user?.status !== 'active') return { kind: 'not-allowed' };
      if (!accepts(accountOf(user))) return { kind: 'account-changed' };
      const hashes = lastHashes(user).slice(0, this.#settings.history);
      if (await isAmong(password, hashes)) return { kind: 'refused', reasons: ['reused'] };
      const passwordHash = await hashPassword(password, this.#settings.algorithm);
      const previousHashes = hashes.slice(0, Math.max(0, this.#settings.history - 1));
      const change = { passwordHash, previousHashes, changeId, provenAt: epochSeconds(this.#clock.now()) };
      if (await this.#write(user, change)) return { kind: 'changed' };
    }
    throw new Error('a user changed at every try to set the password');
  }

  async outcomeOf({
    account,
    changeId,
  }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'> {
    const user = await this.#read(account);
    return user?.changeId === changeId ? 'changed' : 'not-changed';
  }

  /** Marks the change as reported, which {@link readUser} heeds, unless it is no longer the last one. */
  async refusePassword({ account, changeId }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void> {
    const user = await this.#read(account);
    if (user?.changeId !== changeId || user.refusedChangeId === changeId) return;
    await this.#update(user, ['changeId', 'refusedChangeId'], { refusedChangeId: changeId });
  }

  /** Reads the user of an ID that this directory gave. */
  #read(account: string): Promise<UserItem | undefined> {
    return readUser(this.#client, this.#table, account, onlyUserIds(this.#settings));
  }

  #write(user: UserItem, change: Partial<UserItem>): Promise<boolean> {
    // The hash of a refused password is there without being shown; the ID of its change tells it.
    const isRefused = user.refusedChangeId !== undefined && user.refusedChangeId === user.changeId;
    return this.#update(user, isRefused ? BOUND.filter((name) => name !== 'passwordHash') : BOUND, change);
  }

  /**
   * Writes attributes of a user and increments the session generation, which ends all earlier sessions. Returns false
   * if the user is no longer as read: because of another change, or because the SDK repeated this write.
   */
  async #update(user: UserItem, bound: readonly (keyof UserItem)[], change: Partial<UserItem>): Promise<boolean> {
    const changes = Object.entries(change);
    const unchanged = bound.map((name) => isStill(name, user[name]));
    const sets = changes.map(([name]) => `#${name} = :${name}`);
    const names = [...bound, ...changes.map(([name]) => name), 'sessionGeneration'];
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { pk: user.pk, sk: user.sk },
          UpdateExpression: `SET ${sets.join(', ')} ADD #sessionGeneration :one`,
          ConditionExpression: unchanged.map(({ condition }) => condition).join(' AND '),
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(changes.map(([name, value]) => [`:${name}`, value])),
            ...Object.assign({}, ...unchanged.map(({ values }) => values)),
            ':one': 1,
          },
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return false;
    }
  }
}

/** Condition that an attribute is as it was read. Lists are compared entry by entry. */
function isStill(name: string, value: unknown): { readonly condition: string; readonly values: object } {
  if (value === undefined) return { condition: `attribute_not_exists(#${name})`, values: {} };
  if (!Array.isArray(value)) return { condition: `#${name} = :was_${name}`, values: { [`:was_${name}`]: value } };
  const entries = value.map((_entry, index) => `#${name}[${index}] = :was_${name}_${index}`);
  return {
    condition: [`size(#${name}) = :size_${name}`, ...entries].join(' AND '),
    values: Object.fromEntries([
      [`:size_${name}`, value.length],
      ...value.map((entry, index) => [`:was_${name}_${index}`, entry]),
    ]),
  };
}

const lastHashes = ({ passwordHash, previousHashes = [] }: UserItem): string[] =>
  passwordHash === undefined ? [...previousHashes] : [passwordHash, ...previousHashes];

/** Checks the hashes one by one: it stops at the first match and needs the memory of only one hash. */
async function isAmong(password: Password, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes) if ((await verifyStored(password, hash)).matches) return true;
  return false;
}

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isDeviceToken, newDeviceToken } from '../../../domain/device-token.ts';
import type { LoginProof } from '../../../domain/login-delay.ts';
import { hashOfNoPassword, hashPassword, type PasswordHashAlgorithm } from '../../../domain/password-hash.ts';
import type { Password } from '../../../domain/secret.ts';
import { epochSeconds } from '../../../domain/moment.ts';
import type { Admission, Clock, Credentials, CredentialCheck, LoginToAdmit } from '../../../ports.ts';
import { decoyOf, type StoredHash, verifyStored, workOfStored } from './stored-hash.ts';
import { newUserKey, readUser, type UserItem, userKeys, type UserNames } from './users.ts';

/** User with the number of right logins that were counted against the account. */
type LoginItem = UserItem & { readonly logins?: number };

/** Algorithms of the hashes in the table, and the comparison of user IDs. */
export interface LoginSettings extends Partial<Pick<UserNames, 'userIdCase'>> {
  /** Algorithm for new hashes; a login replaces a hash of another algorithm or with weaker parameters. */
  readonly algorithm?: PasswordHashAlgorithm;
  /** Algorithm of older hashes that are still in the table. */
  readonly former?: PasswordHashAlgorithm;
  /** Works of the hashes that imports brought along and that may still be in the table, such as `bcrypt-12`. */
  readonly imported?: readonly string[];
}

/** Login with the built-in directory. */
export class DynamoDbCredentialCheck implements CredentialCheck {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #algorithm: PasswordHashAlgorithm | undefined;
  readonly #names: Pick<UserNames, 'userIdCase'>;
  /** Hash for an unknown user ID or a user without a password, so that both take as long as any other login. */
  readonly #decoyHash: string;
  /**
   * Hash of no password for each kind of work in the table. Every login does all of them, so that its time does not
   * tell which one the user has (R9). Work that the settings do not name joins when the first user with it logs in.
   */
  readonly #decoys: Map<string, StoredHash>;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    clock: Clock,
    { algorithm, former, imported = [], userIdCase = 'exact' }: LoginSettings = {},
  ) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
    this.#algorithm = algorithm;
    this.#names = { userIdCase };
    this.#decoyHash = hashOfNoPassword(algorithm);
    const own = [this.#decoyHash, ...(former === undefined ? [] : [hashOfNoPassword(former)])];
    const works = [...own.map(workOfStored), ...imported];
    this.#decoys = new Map(works.map((work) => [work, decoyOf(work)]));
  }

  async authenticate(
    typed: string,
    password: Password,
    admit: (login: LoginToAdmit) => Promise<Admission>,
  ): Promise<Credentials | undefined> {
    let item: LoginItem | undefined;
    let admission: Admission = 'again';
    while (admission === 'again') {
      item = await this.#read(typed);
      admission = await admit(this.#loginOf(typed, item));
    }
    if (admission === 'refused') return undefined;
    const { matches, outdated } = await this.#verify(password, item?.passwordHash ?? this.#decoyHash);
    if (!matches || item?.status !== 'active' || item.passwordHash === undefined) return undefined;
    const newHash = outdated ? await hashPassword(password, this.#algorithm) : item.passwordHash;
    await this.#recordLogin(item, newHash, admission === 'by-account');
    const { userId } = item;
    return {
      userId,
      sessionGeneration: item.sessionGeneration ?? 0,
      deviceToken: newDeviceToken(userId, newHash, this.#now()),
    };
  }

  async sessionGeneration(userId: string): Promise<number | undefined> {
    const item = await this.#read(userId);
    return item?.status === 'active' ? (item.sessionGeneration ?? 0) : undefined;
  }

  #now(): number {
    return epochSeconds(this.#clock.now());
  }

  /** Reads under every key that the user may have at the same time, so that the time is the same for all. */
  async #read(typed: string): Promise<LoginItem | undefined> {
    const keys = userKeys(typed, this.#names).map(({ pk }) => pk.slice('USER#'.length));
    const found = await Promise.all(keys.map((userId) => readUser(this.#client, this.#table, userId)));
    return found.find((user) => user !== undefined);
  }

  #loginOf(typed: string, item: LoginItem | undefined): LoginToAdmit {
    const passwordHash = item?.passwordHash ?? this.#decoyHash;
    return {
      name: newUserKey(typed, this.#names).pk,
      proof: proofOf(item),
      knows: (deviceToken) => isDeviceToken(deviceToken, item?.userId ?? typed, passwordHash, this.#now()),
    };
  }

  /** Does all work of {@link DynamoDbCredentialCheck.#decoys}, always in the same order. */
  async #verify(password: Password, stored: string): Promise<{ matches: boolean; outdated: boolean }> {
    const own = workOfStored(stored);
    if (!this.#decoys.has(own)) this.#decoys.set(own, decoyOf(own));
    let result = { matches: false, outdated: false };
    for (const [work, decoy] of this.#decoys) {
      const verified = await verifyStored(password, work === own ? stored : decoy, this.#algorithm);
      if (work === own) result = verified;
    }
    return result;
  }

  /** Records the login only if the password is still the one that was checked: a reset in between must win. */
  async #recordLogin({ pk, sk, passwordHash }: UserItem, newHash: string, counted: boolean): Promise<void> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { pk, sk },
          UpdateExpression: 'SET #provenAt = :now, #passwordHash = :newHash ADD #logins :counted',
          ConditionExpression: '#passwordHash = :hash',
          ExpressionAttributeNames: { '#provenAt': 'provenAt', '#passwordHash': 'passwordHash', '#logins': 'logins' },
          ExpressionAttributeValues: {
            ':now': this.#now(),
            ':hash': passwordHash,
            ':newHash': newHash,
            ':counted': counted ? 1 : 0,
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}

const proofOf = (item: LoginItem | undefined): LoginProof => ({
  change: item?.changeId ?? '',
  logins: item?.logins ?? 0,
  provenAt: item?.provenAt ?? 0,
});

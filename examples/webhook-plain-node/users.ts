import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface User {
  readonly userId: string;
  readonly addresses: readonly string[];
  readonly status: 'active' | 'disabled' | 'unverified' | 'federated';
  /**
   * Result of {@link hashPassword}. Absent for users who set their first password by a reset, or log in elsewhere.
   */
  readonly passwordHash?: string;
  /** ID of the change that set the present password. */
  readonly changeId?: string;
  /** The owner reported the change that set the present password, so it no longer logs in. */
  readonly passwordRefused?: boolean;
  /** Counts the changes of the status. */
  readonly statusVersion?: number;
  /** Epoch seconds of the last login or password change. */
  readonly provenAt?: number;
}

/** User data that the webhook returns. */
export type Account = Pick<User, 'userId' | 'addresses' | 'status' | 'provenAt'> & { readonly mark: string };

/**
 * Parameters from https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt: 128 MiB.
 */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, 32, SCRYPT, (error, key) => (error ? reject(error) : resolve(key)));
  });

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`;
}

async function matches(password: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.').map((part) => Buffer.from(part, 'base64url'));
  return timingSafeEqual(await derive(password, Buffer.from(salt)), Buffer.from(key));
}

/** Hash that is compared for an unknown user, so that the login takes as long as for a known one. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Lower-cases only A to Z: more would make different addresses equal. */
const folded = (address: string): string => address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Users and sessions of one process, in memory. If a file is named, the users are also written to it. */
export class Users {
  readonly #users: Map<string, User>;
  readonly #sessions = new Map<string, string>();
  readonly #file: string | undefined;

  constructor(users: readonly User[], file?: string) {
    this.#users = new Map(users.map((user) => [user.userId, user]));
    this.#file = file;
  }

  /** Reads the users from a JSON file, which is an array. Changes are written back. */
  static load(file: string): Users {
    return new Users(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as User[]) : [], file);
  }

  /** Adds a user, or replaces the one with the same ID. */
  put(user: User): void {
    const { status, statusVersion = 0 } = this.#users.get(user.userId) ?? user;
    this.#users.set(user.userId, { ...user, statusVersion: statusVersion + (status === user.status ? 0 : 1) });
    if (this.#file === undefined) return;
    writeFileSync(`${this.#file}.new`, JSON.stringify([...this.#users.values()], null, 2), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** Changes a user. */
  update(userId: string, change: Partial<Omit<User, 'userId'>>): void {
    const user = this.#users.get(userId);
    if (user !== undefined) this.put({ ...user, ...change });
  }

  find(userId: string): Account | undefined {
    const user = this.#users.get(userId);
    return user && accountOf(user);
  }

  findByAddress(address: string): Account[] {
    return [...this.#users.values()]
      .filter(({ addresses }) => addresses.some((each) => folded(each) === folded(address)))
      .map(accountOf);
  }

  /**
   * Sets the password once per change ID, and only if the account still has this mark. Both are checked before the slow
   * hash, and again without a pause before the write.
   */
  async setPassword(
    userId: string,
    password: string,
    changeId: string,
    ifMark?: string,
  ): Promise<'changed' | 'not-allowed' | 'account-changed'> {
    const known = this.#answerFor(userId, changeId, ifMark);
    if (known !== undefined) return known;
    const passwordHash = await hashPassword(password);
    const inBetween = this.#answerFor(userId, changeId, ifMark);
    if (inBetween !== undefined) return inBetween;
    this.update(userId, { passwordHash, changeId, provenAt: now(), passwordRefused: false });
    this.#endSessions(userId);
    return 'changed';
  }

  /** Returns the answer to a change that need not be made; `undefined` if it must be. */
  #answerFor(userId: string, changeId: string, ifMark?: string) {
    const user = this.#users.get(userId);
    if (user?.changeId === changeId) return 'changed';
    if (user?.status !== 'active') return 'not-allowed';
    return ifMark === undefined || ifMark === markOf(user) ? undefined : 'account-changed';
  }

  /** Refuses the password of a change that its owner reported, unless a later change took place. */
  refusePassword(userId: string, changeId: string): 'refused' | 'not-refused' {
    if (this.outcomeOf(userId, changeId) === 'not-changed') return 'not-refused';
    this.update(userId, { passwordRefused: true });
    this.#endSessions(userId);
    return 'refused';
  }

  #endSessions(userId: string): void {
    for (const [session, owner] of this.#sessions) if (owner === userId) this.#sessions.delete(session);
  }

  outcomeOf(userId: string, changeId: string): 'changed' | 'not-changed' {
    return this.#users.get(userId)?.changeId === changeId ? 'changed' : 'not-changed';
  }

  /** Opens a session; `undefined` unless the user is active and the password is right. */
  async logIn(userId: string, password: string): Promise<string | undefined> {
    const hash = this.#users.get(userId)?.passwordHash;
    const right = await matches(password, hash ?? (await nobody));
    const user = this.#users.get(userId);
    // The password may have been changed during the comparison.
    if (!right || user?.status !== 'active' || user.passwordHash !== hash || user.passwordRefused) return undefined;
    this.put({ ...user, provenAt: now() });
    const session = randomBytes(32).toString('base64url');
    this.#sessions.set(session, userId);
    return session;
  }

  userOf(session: string): string | undefined {
    return this.#sessions.get(session);
  }
}

/** Text that differs after each change of the password or the status. A login leaves it as it is. */
function markOf({ status, statusVersion = 0, passwordHash, changeId, passwordRefused = false }: User): string {
  const marked = [status, statusVersion, passwordHash ?? null, changeId ?? null, passwordRefused];
  return createHash('sha256').update(JSON.stringify(marked)).digest('base64url');
}

function accountOf(user: User): Account {
  const { userId, addresses, status, provenAt } = user;
  return { userId, addresses, status, provenAt, mark: markOf(user) };
}

const now = (): number => Math.floor(Date.now() / 1000);

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface User {
  readonly userId: string;
  readonly addresses: readonly string[];
  readonly status: 'active' | 'disabled' | 'unverified' | 'federated';
  /** Made by {@link hashPassword}. Absent for a user who sets the first password by a reset, or logs in elsewhere. */
  readonly passwordHash?: string;
  /** Names the change that made the present password. */
  readonly changeId?: string;
  /** Epoch seconds of the last login or password change. */
  readonly provenAt?: number;
}

/** What the webhook tells of a user. */
export type Account = Pick<User, 'userId' | 'addresses' | 'status' | 'provenAt'>;

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt; it takes 128 MiB. */
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

/** So that a login takes as long where there is no such user. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Only A to Z are folded: more would make one address of two that are not. */
const folded = (address: string): string => address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The users and their sessions, in memory and, where a file is named, in that file too. One process only. */
export class Users {
  readonly #users: Map<string, User>;
  readonly #sessions = new Map<string, string>();
  readonly #file: string | undefined;

  constructor(users: readonly User[], file?: string) {
    this.#users = new Map(users.map((user) => [user.userId, user]));
    this.#file = file;
  }

  /** Reads the users of a JSON file, which is an array; changes are written back to it. */
  static load(file: string): Users {
    return new Users(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as User[]) : [], file);
  }

  /** Puts a user there, in the place of one with the same ID. */
  put(user: User): void {
    this.#users.set(user.userId, user);
    if (this.#file === undefined) return;
    writeFileSync(`${this.#file}.new`, JSON.stringify([...this.#users.values()], null, 2), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
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

  /** The change is looked for before the hash, which takes long, and again in one turn with the write. */
  async setPassword(userId: string, password: string, changeId: string): Promise<'changed' | 'not-allowed'> {
    if (this.outcomeOf(userId, changeId) === 'changed') return 'changed';
    if (this.#users.get(userId)?.status !== 'active') return 'not-allowed';
    const passwordHash = await hashPassword(password);
    const user = this.#users.get(userId);
    if (user?.status !== 'active') return 'not-allowed';
    if (user.changeId === changeId) return 'changed';
    this.put({ ...user, passwordHash, changeId, provenAt: now() });
    for (const [session, owner] of this.#sessions) if (owner === userId) this.#sessions.delete(session);
    return 'changed';
  }

  outcomeOf(userId: string, changeId: string): 'changed' | 'not-changed' {
    return this.#users.get(userId)?.changeId === changeId ? 'changed' : 'not-changed';
  }

  /** A new session, where the user is active and the password is right. */
  async logIn(userId: string, password: string): Promise<string | undefined> {
    const hash = this.#users.get(userId)?.passwordHash;
    const right = await matches(password, hash ?? (await nobody));
    const user = this.#users.get(userId);
    // The password may have been changed while it was compared.
    if (!right || user?.status !== 'active' || user.passwordHash !== hash) return undefined;
    this.put({ ...user, provenAt: now() });
    const session = randomBytes(32).toString('base64url');
    this.#sessions.set(session, userId);
    return session;
  }

  userOf(session: string): string | undefined {
    return this.#sessions.get(session);
  }
}

const accountOf = ({ userId, addresses, status, provenAt }: User): Account => ({ userId, addresses, status, provenAt });

const now = (): number => Math.floor(Date.now() / 1000);

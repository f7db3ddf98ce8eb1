import { comparableAddress, type Account } from '../../functions/domain/account.ts';
import type { Password } from '../../functions/domain/secret.ts';
import { epochSeconds } from '../../functions/domain/moment.ts';
import type {
  Clock,
  CredentialCheck,
  PasswordChange,
  PasswordChangeOutcome,
  UserDirectory,
} from '../../functions/ports.ts';

interface User extends Account {
  /** The present password first. */
  readonly passwords: readonly string[];
  readonly sessionGeneration: number;
  readonly changeId?: string;
}

/** Directory of users with plain passwords. It can fail before or after a change. */
export class InMemoryDirectory implements UserDirectory, CredentialCheck {
  endsSessions = true;
  /** Injected fault: calls fail before a change, after it, or always. */
  fault: 'none' | 'before-change' | 'after-change' | 'down' = 'none';
  readonly #users = new Map<string, User>();
  readonly #clock: Clock;
  readonly #history: number;

  /** @param history number of passwords, with the present one, that a new password must differ from */
  constructor(clock: Clock, history = 0) {
    this.#clock = clock;
    this.#history = history;
  }

  add(account: Account, password: string): void {
    this.#users.set(account.userId, { ...account, passwords: [password], sessionGeneration: 0 });
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    this.#throwIfDown();
    const user = this.#users.get(userId);
    return user && accountOf(user);
  }

  async findByAddress(address: string): Promise<Account[]> {
    this.#throwIfDown();
    const typed = comparableAddress(address);
    return [...this.#users.values()]
      .filter(({ addresses }) => addresses.some((stored) => comparableAddress(stored) === typed))
      .map(accountOf);
  }

  async setPassword({ account, password, changeId }: PasswordChange): Promise<PasswordChangeOutcome> {
    this.#throwIfDown();
    if (this.fault === 'before-change') throw new Error('cut before the change');
    const user = this.#users.get(account);
    if (user?.status !== 'active') return { kind: 'not-allowed' };
    if (user.changeId !== changeId) {
      const typed = password.reveal();
      if (user.passwords.slice(0, this.#history).includes(typed)) return { kind: 'refused', reasons: ['reused'] };
      const change = { passwords: [typed, ...user.passwords], changeId, provenAt: epochSeconds(this.#clock.now()) };
      this.#users.set(account, { ...user, ...change, sessionGeneration: user.sessionGeneration + 1 });
    }
    if (this.fault === 'after-change') throw new Error('cut after the change');
    return { kind: 'changed' };
  }

  async outcomeOf({ account, changeId }: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'> {
    this.#throwIfDown();
    return this.#users.get(account)?.changeId === changeId ? 'changed' : 'not-changed';
  }

  async authenticate(userId: string, password: Password): Promise<{ sessionGeneration: number } | undefined> {
    const user = this.#users.get(userId);
    if (user?.status !== 'active' || user.passwords[0] !== password.reveal()) return undefined;
    this.#users.set(userId, { ...user, provenAt: epochSeconds(this.#clock.now()) });
    return { sessionGeneration: user.sessionGeneration };
  }

  async sessionGeneration(userId: string): Promise<number | undefined> {
    const user = this.#users.get(userId);
    return user?.status === 'active' ? user.sessionGeneration : undefined;
  }

  #throwIfDown(): void {
    if (this.fault === 'down') throw new Error('the directory is down');
  }
}

const accountOf = ({ userId, addresses, status, provenAt = 0 }: User): Account => ({
  userId,
  addresses,
  status,
  provenAt,
});

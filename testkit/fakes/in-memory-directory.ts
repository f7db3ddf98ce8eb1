import { comparableAddress, type Account, usableAddresses } from '../../functions/domain/account.ts';
import { isDeviceToken, newDeviceToken } from '../../functions/domain/device-token.ts';
import type { Password } from '../../functions/domain/secret.ts';
import { epochSeconds } from '../../functions/domain/moment.ts';
import type {
  Admission,
  Clock,
  CredentialCheck,
  Credentials,
  LoginToAdmit,
  PasswordChange,
  PasswordChangeOutcome,
  UserDirectory,
} from '../../functions/ports.ts';

/** Account as a test adds it. The directory marks it. */
export type NewAccount = Omit<Account, 'mark'>;

interface User extends NewAccount {
  /** The present password first. */
  readonly passwords: readonly string[];
  readonly sessionGeneration: number;
  readonly changeId?: string;
  readonly logins?: number;
  /** The owner reported the change that set the present password. */
  readonly passwordRefused?: boolean;
  /** Counts the changes of the password and of the status. */
  readonly version: number;
}

/** Directory of users with plain passwords. It can fail before or after a change. */
export class InMemoryDirectory implements UserDirectory, CredentialCheck {
  endsSessions = true;
  /** Injected fault: calls fail before a change, after it, or always. */
  fault: 'none' | 'before-change' | 'after-change' | 'down' = 'none';
  /** Called before each comparison of a password. */
  onCompare: (userId: string) => void = () => {};
  readonly #users = new Map<string, User>();
  readonly #clock: Clock;
  readonly #history: number;

  /** @param history number of passwords, with the present one, that a new password must differ from */
  constructor(clock: Clock, history = 0) {
    this.#clock = clock;
    this.#history = history;
  }

  add(account: NewAccount, password: string): void {
    const version = (this.#users.get(account.userId)?.version ?? 0) + 1;
    this.#users.set(account.userId, { ...account, passwords: [password], sessionGeneration: 0, version });
  }

  /** Changes an account past the service. */
  replace(userId: string, changed: Partial<Pick<Account, 'status' | 'addresses'>> & { password?: string }): void {
    const user = this.#users.get(userId);
    if (user === undefined) throw new Error(`there is no ${userId}`);
    const { password, ...rest } = changed;
    const passwords = password === undefined ? user.passwords : [password, ...user.passwords];
    const isMarked = password !== undefined || changed.status !== undefined;
    this.#users.set(userId, { ...user, ...rest, passwords, version: user.version + (isMarked ? 1 : 0) });
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

  async setPassword({ account, password, changeId, accepts }: PasswordChange): Promise<PasswordChangeOutcome> {
    this.#throwIfDown();
    if (this.fault === 'before-change') throw new Error('cut before the change');
    const user = this.#users.get(account);
    if (user === undefined) return { kind: 'not-allowed' };
    if (user.changeId !== changeId) {
      if (user.status !== 'active') return { kind: 'not-allowed' };
      if (!accepts(accountOf(user))) return { kind: 'account-changed' };
      const typed = password.reveal();
      if (user.passwords.slice(0, this.#history).includes(typed)) return { kind: 'refused', reasons: ['reused'] };
      this.#users.set(account, {
        ...user,
        passwords: [typed, ...user.passwords],
        changeId,
        passwordRefused: false,
        provenAt: epochSeconds(this.#clock.now()),
        sessionGeneration: user.sessionGeneration + 1,
        version: user.version + 1,
      });
    }
    if (this.fault === 'after-change') throw new Error('cut after the change');
    return { kind: 'changed' };
  }

  async outcomeOf({
    account,
    changeId,
  }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'> {
    this.#throwIfDown();
    return this.#users.get(account)?.changeId === changeId ? 'changed' : 'not-changed';
  }

  async refusePassword({ account, changeId }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void> {
    this.#throwIfDown();
    const user = this.#users.get(account);
    if (user === undefined || user.changeId !== changeId || user.passwordRefused === true) return;
    const { sessionGeneration, version } = user;
    this.#users.set(account, {
      ...user,
      passwordRefused: true,
      sessionGeneration: sessionGeneration + 1,
      version: version + 1,
    });
  }

  async authenticate(
    userId: string,
    password: Password,
    admit: (login: LoginToAdmit) => Promise<Admission>,
  ): Promise<Credentials | undefined> {
    let admission: Admission = 'again';
    while (admission === 'again') admission = await admit(this.#loginOf(userId));
    if (admission === 'refused') return undefined;
    this.onCompare(userId);
    const user = this.#users.get(userId);
    const [stored] = user?.passwords ?? [];
    if (user?.status !== 'active' || user.passwordRefused === true || stored !== password.reveal()) return undefined;
    const now = epochSeconds(this.#clock.now());
    const logins = (user.logins ?? 0) + (admission === 'by-account' ? 1 : 0);
    this.#users.set(userId, { ...user, logins, provenAt: now });
    return { userId, sessionGeneration: user.sessionGeneration, deviceToken: newDeviceToken(userId, stored, now) };
  }

  #loginOf(userId: string): LoginToAdmit {
    const user = this.#users.get(userId);
    const { changeId = '', logins = 0, provenAt = 0, passwords: [stored = 'none'] = [] } = user ?? {};
    return {
      name: `USER#${userId}`,
      proof: { change: changeId, logins, provenAt },
      knows: (token) => isDeviceToken(token, userId, stored, epochSeconds(this.#clock.now())),
    };
  }

  async sessionGeneration(userId: string): Promise<number | undefined> {
    const user = this.#users.get(userId);
    return user?.status === 'active' ? user.sessionGeneration : undefined;
  }

  #throwIfDown(): void {
    if (this.fault === 'down') throw new Error('the directory is down');
  }
}

const accountOf = ({ userId, addresses, status, locale, provenAt = 0, version }: User): Account => ({
  userId,
  addresses: usableAddresses(addresses),
  status,
  provenAt,
  mark: String(version),
  ...(locale !== undefined && { locale }),
});

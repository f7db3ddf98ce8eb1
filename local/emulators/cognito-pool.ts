import { randomUUID } from 'node:crypto';
import { described, type NewPoolUser, type PoolUser } from './cognito-user.ts';

/** Fields of a request that the emulator knows. */
export interface PoolInput {
  readonly UserPoolId?: string;
  readonly Username?: string;
  readonly UserAttributes?: PoolUser['Attributes'];
  readonly Password?: string;
  readonly Permanent?: boolean;
  readonly Filter?: string;
  readonly Limit?: number;
  readonly PaginationToken?: string;
  readonly AuthFlow?: string;
  readonly AuthParameters?: Readonly<Record<string, string>>;
  readonly AccessToken?: string;
}

export class CognitoError extends Error {}

const error = (type: string, message: string) => Object.assign(new CognitoError(message), { name: type });

/** Password policy of a pool: a minimum length alone, or also the kinds of characters that a new pool requires. */
export type PoolPolicy = 'length' | 'as-new';

const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/];

const LENGTH = /^.{8,}$/su;

/** Maximum length of a filter of ListUsers. */
const LONGEST_FILTER = 256;

const FILTER = /^email = "((?:[^"\\]|\\.)*)"$/s;

/** One user pool, whose user names are compared without regard to case, as those of a new pool are. */
export class CognitoPool {
  readonly #id: string;
  readonly #policy: readonly RegExp[];
  readonly #users: Map<string, PoolUser>;
  readonly #changed: (users: readonly PoolUser[]) => void;

  constructor(
    id: string,
    policy: PoolPolicy,
    users: readonly PoolUser[],
    changed: (users: readonly PoolUser[]) => void,
  ) {
    this.#id = id;
    this.#policy = [LENGTH, ...(policy === 'as-new' ? KINDS : [])];
    this.#users = new Map(users.map((user) => [user.Username.toLowerCase(), user]));
    this.#changed = changed;
  }

  /** Puts users there as they are, for seeds and tests. */
  putAll(users: readonly NewPoolUser[]): void {
    for (const user of users) {
      const now = this.#now();
      const made = { Enabled: true, UserCreateDate: now, UserLastModifiedDate: now, Tokens: [] };
      const sub = { Name: 'sub', Value: randomUUID() };
      const Attributes = user.Attributes.some(({ Name }) => Name === 'sub')
        ? user.Attributes
        : [sub, ...user.Attributes];
      this.#users.set(user.Username.toLowerCase(), { ...made, ...user, Attributes });
    }
    this.#changed([...this.#users.values()]);
  }

  put(user: NewPoolUser): void {
    this.putAll([user]);
  }

  /** The second factors that a user logs in with. */
  factorsOf(username: string): readonly string[] {
    return this.#users.get(username.toLowerCase())?.UserMFASettingList ?? [];
  }

  /** An access token; undefined where logging in is refused or takes more than a password. */
  logIn(USERNAME: string, PASSWORD: string): string | undefined {
    try {
      const AuthParameters = { USERNAME, PASSWORD };
      return this.#logIn({ AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }).AuthenticationResult?.AccessToken;
    } catch (error) {
      if (error instanceof CognitoError) return undefined;
      throw error;
    }
  }

  /** User of an access token; undefined where it was revoked. */
  whose(token: string): string | undefined {
    return [...this.#users.values()].find(({ Tokens }) => Tokens.includes(token))?.Username;
  }

  has(username: string): boolean {
    return this.#users.has(username.toLowerCase());
  }

  call(operation: string, input: PoolInput): object {
    if (operation === 'GetUser') return this.#getUser(input);
    if (operation === 'AdminInitiateAuth') return this.#logIn(input);
    if (input.UserPoolId !== this.#id) {
      throw error('ResourceNotFoundException', `User pool ${input.UserPoolId} does not exist.`);
    }
    switch (operation) {
      case 'AdminGetUser': {
        const user = this.#user(input);
        return { ...described(user), UserAttributes: user.Attributes, UserMFASettingList: user.UserMFASettingList };
      }
      case 'ListUsers':
        return this.#list(input);
      case 'AdminSetUserPassword':
        return this.#setPassword(input);
      case 'AdminResetUserPassword':
        return this.#resetPassword(input);
      case 'AdminDisableUser':
      case 'AdminEnableUser': {
        const Enabled = operation === 'AdminEnableUser';
        this.#save({ ...this.#user(input), Enabled, UserLastModifiedDate: this.#now() });
        return {};
      }
      case 'AdminUserGlobalSignOut':
        this.#save({ ...this.#user(input), Tokens: [] });
        return {};
      default:
        throw error('UnknownOperationException', `no such operation: ${operation}`);
    }
  }

  #user({ Username = '' }: PoolInput): PoolUser {
    if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(Username)) {
      throw error('InvalidParameterException', "Value at 'username' failed to satisfy constraint");
    }
    const user = this.#users.get(Username.toLowerCase());
    if (user === undefined) throw error('UserNotFoundException', 'User does not exist.');
    return user;
  }

  /** Attributes are searched without regard to case, by Unicode's folding. */
  #list({ Filter = '', Limit = 60, PaginationToken = '0' }: PoolInput): object {
    if (Filter.length > LONGEST_FILTER) {
      throw error('InvalidParameterException', "Value at 'filter' failed to satisfy constraint");
    }
    const value = FILTER.exec(Filter)?.[1]?.replaceAll(/\\(.)/gs, '$1');
    if (value === undefined) throw error('InvalidParameterException', 'Error while parsing filter.');
    const email = ({ Attributes }: PoolUser) => Attributes.find(({ Name }) => Name === 'email')?.Value;
    const found = [...this.#users.values()].filter((user) => email(user)?.toLowerCase() === value.toLowerCase());
    const first = Number(PaginationToken);
    const next = first + Limit;
    return {
      Users: found.slice(first, next).map((user) => ({ ...described(user), Attributes: user.Attributes })),
      ...(next < found.length && { PaginationToken: String(next) }),
    };
  }

  /** Confirms an unconfirmed user, as Cognito does. */
  #setPassword({ Password = '', Permanent = false, ...input }: PoolInput): object {
    const user = this.#user(input);
    if (!/^\S+.*\S+$/s.test(Password) || Password.length > 256) {
      throw error('InvalidParameterException', "Value at 'password' failed to satisfy constraint");
    }
    if (!this.#policy.every((rule) => rule.test(Password))) {
      throw error('InvalidPasswordException', 'Password does not conform to policy');
    }
    const UserStatus = Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    this.#save({ ...user, Password, UserStatus, UserLastModifiedDate: this.#now() });
    return {};
  }

  /** Takes the password away until another is set. Cognito would also send a code, which this emulator does not. */
  #resetPassword(input: PoolInput): object {
    const user = this.#user(input);
    const value = (name: string) => user.Attributes.find(({ Name }) => Name === name)?.Value;
    if (value('email_verified') !== 'true' && value('phone_number_verified') !== 'true') {
      throw error('InvalidParameterException', 'Cannot reset password for the user as there is no verified email');
    }
    if (user.UserStatus !== 'CONFIRMED') {
      throw error('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    this.#save({ ...user, UserStatus: 'RESET_REQUIRED', UserLastModifiedDate: this.#now() });
    return {};
  }

  #logIn({ AuthFlow, AuthParameters = {} }: PoolInput): {
    readonly AuthenticationResult?: {
      readonly AccessToken: string;
      readonly TokenType: 'Bearer';
      readonly ExpiresIn: number;
    };
    readonly ChallengeName?: string;
    readonly Session?: string;
  } {
    if (AuthFlow !== 'ADMIN_USER_PASSWORD_AUTH') throw error('InvalidParameterException', 'Auth flow not enabled');
    const user = this.#users.get((AuthParameters['USERNAME'] ?? '').toLowerCase());
    const right = user?.Password !== undefined && user.Password === AuthParameters['PASSWORD'];
    if (user === undefined || !right) throw error('NotAuthorizedException', 'Incorrect username or password.');
    if (!user.Enabled) throw error('NotAuthorizedException', 'User is disabled.');
    if (user.UserStatus === 'UNCONFIRMED') throw error('UserNotConfirmedException', 'User is not confirmed.');
    if (user.UserStatus === 'RESET_REQUIRED') {
      throw error('PasswordResetRequiredException', 'Password reset required for the user');
    }
    if (user.UserMFASettingList !== undefined) return { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: randomUUID() };
    const AccessToken = randomUUID();
    this.#save({ ...user, Tokens: [...user.Tokens, AccessToken] });
    return { AuthenticationResult: { AccessToken, TokenType: 'Bearer', ExpiresIn: 3600 } };
  }

  #getUser({ AccessToken = '' }: PoolInput): object {
    const user = [...this.#users.values()].find(({ Tokens }) => Tokens.includes(AccessToken));
    if (user === undefined) throw error('NotAuthorizedException', 'Access Token has been revoked');
    return { Username: user.Username, UserAttributes: user.Attributes };
  }

  /** No two changes of the pool are in the same millisecond. */
  #now(): number {
    this.#last = Math.max(Date.now(), this.#last + 1);
    return this.#last / 1000;
  }
  #last = 0;

  #save(user: PoolUser): void {
    this.#users.set(user.Username.toLowerCase(), user);
    this.#changed([...this.#users.values()]);
  }
}

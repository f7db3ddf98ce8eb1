import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  InvalidParameterException,
  InvalidPasswordException,
  ListUsersCommand,
  PasswordHistoryPolicyViolationException,
  UserNotFoundException,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { comparableAddress, type Account } from '../../../domain/account.ts';
import type { PasswordReason } from '../../../domain/password-rules.ts';
import type { Password } from '../../../domain/secret.ts';
import type { ChangeNotes, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';

/** User of the pool, in one form for all Cognito calls. */
interface CognitoUser {
  /** User name within the pool. */
  readonly username: string;
  readonly account: Account;
  /** Time of the user's last modification: epoch milliseconds as text. */
  readonly modified: string;
}

/** User names that Cognito accepts. A call with any other fails each time. */
const USERNAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** Maximum page size of ListUsers. */
const PAGE = 60;

/**
 * User pool of Amazon Cognito. The pool compares user IDs, by its own case sensitivity and sign-in aliases. Cognito
 * keeps no ID of a change: `notes` stores the user's time of modification before the change, and a user modified
 * since then was changed (decision 0008).
 */
export class CognitoDirectory implements UserDirectory {
  readonly endsSessions = true;
  readonly #client: CognitoIdentityProviderClient;
  readonly #pool: { readonly UserPoolId: string };
  readonly #notes: ChangeNotes;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string, notes: ChangeNotes) {
    this.#client = client;
    this.#pool = { UserPoolId: userPoolId };
    this.#notes = notes;
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    return (await this.#find(userId))?.account;
  }

  /**
   * Finds the accounts of an address. Cognito's search folds case as Unicode does, so its results are compared again.
   */
  async findByAddress(address: string): Promise<Account[]> {
    const typed = comparableAddress(address);
    const Filter = `email = "${address.replaceAll(/["\\]/g, '\\$&')}"`;
    const found: Account[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListUsersCommand({ ...this.#pool, Filter, Limit: PAGE, PaginationToken }),
      );
      for (const user of page.Users ?? []) found.push(listedUser(user).account);
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== undefined);
    return found.filter(({ addresses }) => addresses.some((stored) => comparableAddress(stored) === typed));
  }

  async setPassword({ account, password, changeId }: PasswordChange): Promise<PasswordChangeOutcome> {
    const user = await this.#find(account);
    // A password would confirm a user whose address is unproven, and would give a federated user a second way in.
    if (user?.account.status !== 'active') return { kind: 'not-allowed' };
    const before = await this.#notes.note(changeId, user.modified);
    if (before === user.modified) {
      const refusal = await this.#set(user.username, password);
      if (refusal !== undefined) return refusal;
    }
    await this.#endSessions(user.username);
    return { kind: 'changed' };
  }

  /**
   * Returns the outcome of a change. It also ends the sessions, because the change may have been interrupted before
   * that.
   */
  async outcomeOf({ account, changeId }: Omit<PasswordChange, 'password'>): Promise<'changed' | 'not-changed'> {
    const before = await this.#notes.read(changeId);
    if (before === undefined) return 'not-changed';
    const user = await this.#find(account);
    if (user === undefined || user.modified === before) return 'not-changed';
    await this.#endSessions(user.username);
    return 'changed';
  }

  async #find(userId: string): Promise<CognitoUser | undefined> {
    if (!USERNAME.test(userId)) return undefined;
    try {
      const { UserAttributes: Attributes, ...user } = await this.#client.send(
        new AdminGetUserCommand({ ...this.#pool, Username: userId }),
      );
      return listedUser({ ...user, Attributes });
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  }

  async #set(Username: string, password: Password): Promise<PasswordChangeOutcome | undefined> {
    const Password = password.reveal();
    try {
      await this.#client.send(new AdminSetUserPasswordCommand({ ...this.#pool, Username, Password, Permanent: true }));
      return undefined;
    } catch (error) {
      if (error instanceof UserNotFoundException) return { kind: 'not-allowed' };
      const reason = refusalOf(error);
      if (reason === undefined) throw error;
      return { kind: 'refused', reasons: [reason] };
    }
  }

  async #endSessions(Username: string): Promise<void> {
    await this.#client.send(new AdminUserGlobalSignOutCommand({ ...this.#pool, Username }));
  }
}

function refusalOf(error: unknown): PasswordReason | undefined {
  if (error instanceof PasswordHistoryPolicyViolationException) return 'reused';
  // The invalid parameter can only be the password, for example with a leading space: Cognito itself gave the user
  // name.
  const refused = error instanceof InvalidPasswordException || error instanceof InvalidParameterException;
  return refused ? 'refused-by-directory' : undefined;
}

function listedUser({ Username, Attributes = [], UserLastModifiedDate, ...user }: UserType): CognitoUser {
  if (Username === undefined || UserLastModifiedDate === undefined) {
    throw new Error('Cognito described a user without a name or a time of modification');
  }
  const email = attribute(Attributes, 'email');
  const addresses = email !== undefined && attribute(Attributes, 'email_verified') === 'true' ? [email] : [];
  // If users sign in by e-mail address, the pool generates the user name, which users do not know.
  const userId = Username === attribute(Attributes, 'sub') ? (addresses[0] ?? Username) : Username;
  return {
    username: Username,
    account: { userId, addresses, status: statusOf(user) },
    modified: String(UserLastModifiedDate.getTime()),
  };
}

const attribute = (attributes: readonly AttributeType[], name: string): string | undefined =>
  attributes.find(({ Name }) => Name === name)?.Value;

/**
 * Status of a user. An invited user, or one who must reset, may get a password by a reset; an unknown status may not.
 */
function statusOf({ Enabled, UserStatus }: Pick<UserType, 'Enabled' | 'UserStatus'>): Account['status'] {
  if (Enabled !== true) return 'disabled';
  switch (UserStatus) {
    case 'CONFIRMED':
    case 'FORCE_CHANGE_PASSWORD':
    case 'RESET_REQUIRED':
      return 'active';
    case 'UNCONFIRMED':
      return 'unverified';
    case 'EXTERNAL_PROVIDER':
      return 'federated';
    default:
      return 'disabled';
  }
}

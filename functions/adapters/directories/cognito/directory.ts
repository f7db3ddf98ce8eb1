import {
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
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
import { comparableAddress, type Account, usableAddresses } from '../../../domain/account.ts';
import { writtenForms } from '../../../domain/address.ts';
import type { PasswordReason } from '../../../domain/password-rules.ts';
import type { Password } from '../../../domain/secret.ts';
import type { ChangeNotes, PasswordChange, PasswordChangeOutcome, UserDirectory } from '../../../ports.ts';
import { NotedChanges } from '../noted-changes.ts';

/** User of the pool, in one form for all Cognito calls. */
interface CognitoUser {
  /** User name within the pool. */
  readonly username: string;
  readonly account: Account;
  /** The user logs in with a password of their own. */
  readonly confirmed: boolean;
}

/** User names that Cognito accepts. A call with any other fails each time. */
const USERNAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** Maximum page size of ListUsers. */
const PAGE = 60;

/** Maximum length of a filter of ListUsers. A call with a longer one fails each time. */
const LONGEST_FILTER = 256;

/**
 * User pool of Amazon Cognito. The pool compares user IDs, by its own case sensitivity and sign-in aliases. The mark of
 * an account is the time of the user's last modification: Cognito keeps no ID of a change. `notes` stores the mark
 * before a change, and a user modified since then was changed (decision 0008).
 */
export class CognitoDirectory implements UserDirectory {
  readonly endsSessions = true;
  readonly #client: CognitoIdentityProviderClient;
  readonly #pool: { readonly UserPoolId: string };
  readonly #changes: NotedChanges;

  constructor(client: CognitoIdentityProviderClient, userPoolId: string, notes: ChangeNotes) {
    this.#client = client;
    this.#pool = { UserPoolId: userPoolId };
    this.#changes = new NotedChanges(notes);
  }

  async findByUserId(userId: string): Promise<Account | undefined> {
    return (await this.#find(userId))?.account;
  }

  /**
   * Finds the accounts of an address. Cognito's search folds case as Unicode does, so its results are compared again.
   */
  async findByAddress(address: string): Promise<Account[]> {
    const typed = comparableAddress(address);
    const found = new Map<string, Account>();
    for (const form of writtenForms(address)) {
      for (const { username, account } of await this.#search(form)) found.set(username, account);
    }
    return [...found.values()].filter(({ addresses }) =>
      addresses.some((stored) => comparableAddress(stored) === typed),
    );
  }

  async setPassword({ account, password, changeId, accepts }: PasswordChange): Promise<PasswordChangeOutcome> {
    const user = await this.#find(account);
    if (user === undefined) return { kind: 'not-allowed' };
    if (await this.#tookPlace(user, changeId)) return { kind: 'changed' };
    // A password would confirm a user whose address is unproven, and would give a federated user a second way in.
    if (user.account.status !== 'active') return { kind: 'not-allowed' };
    const { username } = user;
    const { mark } = user.account;
    if (!accepts(user.account) || !(await this.#changes.claim(username, mark, changeId)))
      return { kind: 'account-changed' };
    await this.#changes.note(changeId, mark);
    const refusal = await this.#set(username, password);
    if (refusal !== undefined) {
      await this.#changes.release(username, mark, changeId);
      return refusal;
    }
    await this.#complete(username, changeId);
    return { kind: 'changed' };
  }

  /**
   * Returns the outcome of a change. It also ends the sessions, because the change may have been interrupted before
   * that.
   */
  async outcomeOf({
    account,
    changeId,
  }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'> {
    const user = await this.#find(account);
    return user !== undefined && (await this.#tookPlace(user, changeId)) ? 'changed' : 'not-changed';
  }

  /**
   * Ends the sessions, and makes Cognito ask for another password. It does not set one itself: the functions that
   * refuse a password must not be able to choose one (R23). Cognito mails a code of its own, and refuses a user without
   * a verified address or telephone number.
   */
  async refusePassword({ account, changeId }: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void> {
    const user = await this.#find(account);
    if (user === undefined) return;
    const { username, confirmed } = user;
    await this.#changes.refuse(username, user.account.mark, changeId, async () => {
      await this.#endSessions(username);
      // A user in any other state has no password that logs in, or none in this pool.
      if (confirmed) await this.#client.send(new AdminResetUserPasswordCommand({ ...this.#pool, Username: username }));
    });
  }

  async #tookPlace({ username, account }: CognitoUser, changeId: string): Promise<boolean> {
    const before = await this.#changes.before(changeId);
    if (before === undefined || before === account.mark) return false;
    if (!(await this.#changes.isClaimant(username, before, changeId))) return false;
    await this.#complete(username, changeId);
    return true;
  }

  async #complete(username: string, changeId: string): Promise<void> {
    await this.#endSessions(username);
    await this.#changes.tookPlace(username, changeId);
  }

  async #search(address: string): Promise<CognitoUser[]> {
    const Filter = `email = "${address.replaceAll(/["\\]/g, '\\$&')}"`;
    if (Filter.length > LONGEST_FILTER) return [];
    const found: CognitoUser[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListUsersCommand({ ...this.#pool, Filter, Limit: PAGE, PaginationToken }),
      );
      for (const user of page.Users ?? []) found.push(listedUser(user));
      PaginationToken = page.PaginationToken;
    } while (PaginationToken !== undefined);
    return found;
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
  const isVerified = attribute(Attributes, 'email_verified') === 'true';
  const addresses = usableAddresses(email !== undefined && isVerified ? [email] : []);
  // If users sign in by e-mail address, the pool generates the user name, which users do not know.
  const userId = Username === attribute(Attributes, 'sub') ? (addresses[0] ?? Username) : Username;
  return {
    username: Username,
    account: { userId, addresses, status: statusOf(user), mark: String(UserLastModifiedDate.getTime()) },
    confirmed: user.UserStatus === 'CONFIRMED',
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

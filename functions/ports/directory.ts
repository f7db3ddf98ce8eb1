import type { Account } from '../domain/account.ts';
import type { PasswordReason } from '../domain/password-rules.ts';
import type { Password } from '../domain/secret.ts';

/** Change of one account's password. */
export interface PasswordChange {
  readonly account: string;
  readonly password: Password;
  /**
   * Identifies the change, so that its outcome can be found out after an interruption and a repeat has no second
   * effect.
   */
  readonly changeId: string;
  /**
   * Whether the code of this change was mailed to the account as it is now. The directory changes nothing else, and
   * lets of two changes that accept the same account only the first through (R16).
   */
  readonly accepts: (account: Account) => boolean;
}

/** Outcome of a password change, as the directory reports it. */
export type PasswordChangeOutcome =
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly reasons: readonly PasswordReason[] }
  /** The account is gone or may no longer log in. */
  | { readonly kind: 'not-allowed' }
  /** The account is no longer the one that the code was mailed to: {@link PasswordChange.accepts}. */
  | { readonly kind: 'account-changed' };

/**
 * Directory of the users: built-in, Cognito, LDAP or a webhook. All adapters pass
 * test/contract/directory-conformance.ts.
 */
export interface UserDirectory {
  /** True if a change ends every session opened before it; the audit trail then says so. */
  readonly endsSessions: boolean;
  /** Finds an account. The directory decides how user IDs are compared. */
  findByUserId(userId: string): Promise<Account | undefined>;
  findByAddress(address: string): Promise<Account[]>;
  /** Sets the password and, if the directory has sessions, ends every session opened before. */
  setPassword(change: PasswordChange): Promise<PasswordChangeOutcome>;
  /** Returns whether an interrupted change took place. */
  outcomeOf(change: Pick<PasswordChange, 'account' | 'changeId'>): Promise<'changed' | 'not-changed'>;
  /**
   * Ends all sessions and makes the password useless until another is set by a reset: the owner reported that the
   * change was not theirs (R30). It does nothing if the directory knows of a later change. It may be repeated.
   */
  refusePassword(change: Pick<PasswordChange, 'account' | 'changeId'>): Promise<void>;
}

/**
 * Notes on changes, for directories that keep no ID of their last change and cannot make a change conditional. A note
 * is kept for longer than anybody may ask for the outcome of its change.
 */
export interface ChangeNotes {
  /** Stores the state for this change and returns it. An existing note stays, and is returned instead. */
  note(changeId: string, before: string): Promise<string>;
  read(changeId: string): Promise<string | undefined>;
  /**
   * Claims an account, as its mark describes it, for one request. Returns false if another request claimed it less than
   * a minute ago: its call may still be in progress. The same request may claim it again.
   */
  claim(account: string, mark: string, request: string): Promise<boolean>;
  /** Lets the next request claim the account at once. It does nothing if another request has claimed it. */
  release(account: string, mark: string, request: string): Promise<void>;
  /** Request that was the last to claim the account as this mark describes it. */
  claimedBy(account: string, mark: string): Promise<string | undefined>;
  /** Stores the ID of the last change of an account, once it has taken place. It is kept as long as any record. */
  setLatest(account: string, changeId: string): Promise<void>;
  latest(account: string): Promise<string | undefined>;
}

/** Passwords known from data breaches. */
export interface BreachedPasswords {
  lookUp(password: Password): Promise<BreachOutcome>;
}

/** Outcome of a lookup; `unavailable` if the list could not be read. */
export type BreachOutcome =
  | { readonly kind: 'listed' | 'not-listed' }
  | { readonly kind: 'unavailable'; readonly reason: string };

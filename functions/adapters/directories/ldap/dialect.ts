import { randomBytes } from 'node:crypto';
import type { Client, Entry } from 'ldapts';
import { type Password, Secret } from '../../../domain/secret.ts';
import type { Account } from '../../../domain/account.ts';
import type { PasswordChangeOutcome } from '../../../ports.ts';
import { LdapError } from '../directory-error.ts';

/** Differences between kinds of LDAP servers. */
export interface LdapDialect {
  /** Filter of RFC 4515 that all accounts match; absent if only the settings define accounts. */
  readonly accounts?: string;
  /** Attributes that the methods below read. */
  readonly attributes: readonly string[];
  statusOf(entry: Entry, now: Date): Account['status'];
  /** Text that differs after each change of the password or the status: `Account.mark`. */
  markOf(entry: Entry): string;
  /** Text from which {@link changedSince} finds out whether the password changed. */
  versionOf(entry: Entry): string;
  /** Whether the password changed since the entry had this version. */
  changedSince(version: string, entry: Entry): boolean;
  /** Sets the password as an administrator. A refusal is returned; any other failure is thrown. */
  setPassword(client: Client, entry: Entry, password: Password): Promise<PasswordChangeOutcome>;
  /**
   * Replaces the password by one that nobody knows. To demand a change at the next login would refuse nothing:
   * a person who knows the password may make that change.
   */
  replacePassword(client: Client, entry: Entry): Promise<void>;
}

/** Random password of 47 characters and all kinds of them, so that it complies with usual policies. */
export const unknownPassword = (): Password => new Secret(`Aa1!${randomBytes(32).toString('base64url')}`);

/** Text values of an attribute. Names match in any case, as in LDAP. Values that are not UTF-8 are left out. */
export function textsOf(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  const values = name === undefined ? [] : entry[name];
  return [values ?? []].flat().filter((value) => typeof value === 'string');
}

/** First text value of an attribute; undefined if it has none. */
export const textOf = (entry: Entry, attribute: string): string | undefined => textsOf(entry, attribute)[0];

/**
 * Text value of an attribute that the service account must be able to read.
 *
 * @throws LdapError with the name of the attribute if it cannot
 */
export function readable(entry: Entry, attribute: string): string {
  const value = textOf(entry, attribute);
  if (value === undefined) throw new LdapError('unreadable', attribute);
  return value;
}

import type { Client, Entry } from 'ldapts';
import type { Password } from '../../../domain/secret.ts';
import type { Account } from '../../../domain/account.ts';
import type { PasswordChangeOutcome } from '../../../ports.ts';
import { LdapError } from '../directory-error.ts';

/** What kinds of LDAP servers do each in their own way. */
export interface LdapDialect {
  /** A filter of RFC 4515 that every account passes; absent where the settings alone say what an account is. */
  readonly accounts?: string;
  /** What the answers below are read from. */
  readonly attributes: readonly string[];
  statusOf(entry: Entry, now: Date): Account['status'];
  /** A text that is another one after every change of the password. */
  versionOf(entry: Entry): string;
  /** Sets the password as an administrator does. A refusal is told; everything else is thrown. */
  setPassword(client: Client, entry: Entry, password: Password): Promise<PasswordChangeOutcome>;
}

/** The text values of an attribute, by a name in any case, as LDAP compares names. What is no UTF-8 is no text. */
export function textsOf(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase());
  const values = name === undefined ? [] : entry[name];
  return [values ?? []].flat().filter((value) => typeof value === 'string');
}

export const textOf = (entry: Entry, attribute: string): string | undefined => textsOf(entry, attribute)[0];

/** @throws LdapError that names the attribute where the service account is not shown it */
export function readable(entry: Entry, attribute: string): string {
  const value = textOf(entry, attribute);
  if (value === undefined) throw new LdapError('unreadable', attribute);
  return value;
}

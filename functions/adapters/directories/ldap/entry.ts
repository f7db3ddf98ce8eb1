import type { Entry } from 'ldapts';
import { LdapError } from './error.ts';

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

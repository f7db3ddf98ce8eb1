import type { Client, Entry } from 'ldapts';
import type { Password } from '../../../domain/secret.ts';
import type { Account, PasswordChangeOutcome } from '../../../ports.ts';

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

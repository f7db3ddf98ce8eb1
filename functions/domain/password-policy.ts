import { commonPasswords } from './packed-common-passwords.ts';
import { type PasswordReason, type PasswordRules, reasonsAgainst } from './password-rules.ts';
import type { Password } from './secret.ts';

/** The reasons against a password, by {@link reasonsAgainst}; none means that it is accepted. */
export const passwordReasons = (
  password: Password,
  rules: PasswordRules,
  contextWords: readonly string[],
): PasswordReason[] => reasonsAgainst(password.reveal(), rules, contextWords, commonPasswords);

/** The words of an account that its password may not lean on: the user ID, the addresses and their parts. */
export const contextWordsOf = (userId: string, addresses: readonly string[]): string[] => [
  ...new Set([userId, ...addresses, ...addresses.flatMap((address) => address.split('@'))]),
];

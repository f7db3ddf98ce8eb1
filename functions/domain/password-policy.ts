import { brotliDecompressSync } from 'node:zlib';
import { type PasswordReason, type PasswordRules, reasonsAgainst } from './password-rules.ts';
import type { Password } from './secret.ts';
import { type CommonPasswords, searchable } from './common-password.ts';
import { COMMON_PASSWORD_LIST } from './common-password-list.ts';

/**
 * Reasons against a password, by {@link reasonsAgainst} with the list of common passwords. Empty if it is accepted.
 */
export const passwordReasons = (
  password: Password,
  rules: PasswordRules,
  contextWords: readonly string[],
): PasswordReason[] => reasonsAgainst(password.reveal(), rules, contextWords, commonPasswords);

let unpacked: CommonPasswords | undefined;

/** List of common passwords of this deployment. It is unpacked for the first password, not at cold start. */
export function commonPasswords(): CommonPasswords {
  unpacked ??= searchable(brotliDecompressSync(Buffer.from(COMMON_PASSWORD_LIST, 'base64')).toString().split('\n'));
  return unpacked;
}

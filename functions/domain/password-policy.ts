import { brotliDecompressSync } from 'node:zlib';
import { type PasswordReason, type PasswordRules, reasonsAgainst } from './password-rules.ts';
import type { Password } from './secret.ts';
import { type CommonPasswords, searchable } from './common-password.ts';
import { COMMON_PASSWORD_LIST } from './common-password-list.ts';

/** The reasons against a password, by {@link reasonsAgainst}; none means that it is accepted. */
export const passwordReasons = (
  password: Password,
  rules: PasswordRules,
  contextWords: readonly string[],
): PasswordReason[] => reasonsAgainst(password.reveal(), rules, contextWords, commonPasswords);

let unpacked: CommonPasswords | undefined;

/** The list that this deployment refuses. Unpacked when the first password is judged, not at cold start. */
export function commonPasswords(): CommonPasswords {
  unpacked ??= searchable(brotliDecompressSync(Buffer.from(COMMON_PASSWORD_LIST, 'base64')).toString().split('\n'));
  return unpacked;
}

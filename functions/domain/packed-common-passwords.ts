import { brotliDecompressSync } from 'node:zlib';
import { type CommonPasswords, searchable } from './common-password.ts';
import { COMMON_PASSWORD_LIST } from './common-password-list.ts';

let unpacked: CommonPasswords | undefined;

/** The list that this deployment refuses. Unpacked when the first password is judged, not at cold start. */
export function commonPasswords(): CommonPasswords {
  unpacked ??= searchable(brotliDecompressSync(Buffer.from(COMMON_PASSWORD_LIST, 'base64')).toString().split('\n'));
  return unpacked;
}

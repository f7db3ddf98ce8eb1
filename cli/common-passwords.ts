import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import { mostUsedPasswords } from '../functions/domain/common-password.ts';

/**
 * Generator of `functions/domain/common-password-list.ts` from the list of an npm package: `node
 * bin/common-passwords.ts`. docs/adr/0010-common-passwords.md explains the choice of the list.
 */

/** Returns the entries of the list, sorted, because that compresses best. */
export function commonPasswords(): string[] {
  const list = createRequire(import.meta.url)('@zxcvbn-ts/language-common/src/passwords.json') as string[];
  return mostUsedPasswords(list).sort();
}

/** Writes the compressed list into the domain. */
export function writeCommonPasswords(): void {
  const entries = commonPasswords();
  const packed = brotliCompressSync(entries.join('\n')).toString('base64');
  writeFileSync(
    new URL('../functions/domain/common-password-list.ts', import.meta.url),
    [
      '/**',
      ` * The ${entries.length} most used passwords, sorted, one a line: Brotli as base64. ` +
        'Made by bin/common-passwords.ts from',
      ' * @zxcvbn-ts/language-common. Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., ' +
        '(c) 2021 @zxcvbn-ts; MIT license.',
      ' */',
      'export const COMMON_PASSWORD_LIST =',
      `  '${packed}';`,
      '',
    ].join('\n'),
  );
}

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

/**
 * Writes `functions/domain/common-password-list.ts` from the list of an npm package, when it is run:
 * `node bin/common-passwords.ts`. docs/adr/0006-common-passwords.md says which list and why.
 */

/** The list names the most used first; behind these are words that few people chose. */
const ENTRIES = 20_000;

/** A shorter one would be found in good passwords by chance. */
const SHORTEST = 4;

/** The most used passwords, folded as passwords are before they are compared, sorted. */
export function commonPasswords(): string[] {
  const list = createRequire(import.meta.url)('@zxcvbn-ts/language-common/src/passwords.json') as string[];
  const folded = list.map((entry) => entry.normalize('NFKC').toLowerCase());
  return [...new Set(folded)]
    .filter((entry) => entry.length >= SHORTEST)
    .slice(0, ENTRIES)
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const entries = commonPasswords();
  const packed = brotliCompressSync(entries.join('\n')).toString('base64');
  writeFileSync(
    new URL('../functions/domain/common-password-list.ts', import.meta.url),
    [
      '/**',
      ` * The ${entries.length} most used passwords, sorted, one a line: Brotli as base64. Made by bin/common-passwords.ts from`,
      ' * @zxcvbn-ts/language-common. Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., (c) 2021 @zxcvbn-ts; MIT license.',
      ' */',
      'export const COMMON_PASSWORD_LIST =',
      `  '${packed}';`,
      '',
    ].join('\n'),
  );
}

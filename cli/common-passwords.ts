import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import { mostUsedPasswords } from '../functions/domain/common-password.ts';

/**
 * Generator of `functions/domain/common-password-list.ts` and `web/word-lists.ts` from the lists of an npm package:
 * `node bin/common-passwords.ts`. docs/adr/0010-common-passwords.md explains the choice of the lists.
 */

/** Ranks at which a part of the pages' list ends. The strength meter needs a rank to a factor of ten or less. */
const RANKS = [10, 100, 1000, 5000, Infinity];

/** Length up to which a prefix is shared with the word before: the largest digit of base 36. */
const LONGEST_PREFIX = 35;

const listOf = (name: 'passwords' | 'diceware'): string[] =>
  createRequire(import.meta.url)(`@zxcvbn-ts/language-common/src/${name}.json`) as string[];

/** Returns the entries of the list, sorted, because that compresses best. */
export const commonPasswords = (): string[] => mostUsedPasswords(listOf('passwords')).sort();

/** Returns the same entries by rank, sorted within each part: the most used ones first. */
export const passwordsByRank = (): string[][] =>
  RANKS.map((end, index) =>
    mostUsedPasswords(listOf('passwords'))
      .slice(RANKS[index - 1] ?? 0, end)
      .sort(),
  );

/** Returns words of which passphrases are made, sorted. */
export const commonWords = (): string[] => listOf('diceware').toSorted();

/** Returns sorted words in a row, each as the length of the prefix that it shares with the one before, and the rest. */
export function packed(words: readonly string[]): string {
  const parts = words.map((word, index) => {
    const before = words[index - 1] ?? '';
    let shared = 0;
    while (shared < Math.min(before.length, word.length, LONGEST_PREFIX) && before[shared] === word[shared])
      shared += 1;
    return shared.toString(36) + word.slice(shared);
  });
  return parts.join(' ');
}

const LICENSE = 'Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc., (c) 2021 @zxcvbn-ts; MIT';

/** Writes the compressed list into the domain, and the lists of the strength meter into the pages. */
export function writeCommonPasswords(): void {
  const entries = commonPasswords();
  const compressed = brotliCompressSync(entries.join('\n')).toString('base64');
  write('functions/domain/common-password-list.ts', [
    '/**',
    ` * The ${entries.length} most used passwords, sorted, one a line: Brotli as base64. ` +
      'Made by bin/common-passwords.ts from',
    ` * @zxcvbn-ts/language-common. ${LICENSE}`,
    ' * license.',
    ' */',
    'export const COMMON_PASSWORD_LIST =',
    `  '${compressed}';`,
  ]);
  write('web/word-lists.ts', [
    '/**',
    ' * Words that the strength meter knows, as packed() of cli/common-passwords.ts writes them. Made by',
    ' * bin/common-passwords.ts from @zxcvbn-ts/language-common.',
    ` * ${LICENSE} license.`,
    ' */',
    `export const PASSWORDS_BY_RANK = ${JSON.stringify(passwordsByRank().map(packed))};`,
    '',
    '/** Words of which passphrases are made. */',
    `export const COMMON_WORDS = ${JSON.stringify(packed(commonWords()))};`,
  ]);
}

const write = (path: string, lines: readonly string[]): void =>
  writeFileSync(new URL(`../${path}`, import.meta.url), `${lines.join('\n')}\n`);

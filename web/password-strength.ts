import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';
import { COMMON_WORDS, PASSWORDS_BY_RANK } from './word-lists.ts';

/**
 * UTF-16 units of a password that are judged. The time grows faster than the length, and further units only add to
 * the strength.
 */
const MAX_JUDGED = 64;

/** Reads what `packed` of cli/common-passwords.ts has written. */
export function unpacked(packed: string): string[] {
  let word = '';
  return packed.split(' ').map((part) => {
    word = word.slice(0, Number.parseInt(part.charAt(0), 36)) + part.slice(1);
    return word;
  });
}

/** The common passwords that the service refuses, roughly the most used first. */
export const usedPasswords: readonly string[] = PASSWORDS_BY_RANK.flatMap(unpacked);

const zxcvbn = new ZxcvbnFactory({
  dictionary: { 'passwords-common': [...usedPasswords], 'diceware-common': unpacked(COMMON_WORDS) },
  graphs: adjacencyGraphs,
  maxLength: MAX_JUDGED,
});

/** Score of zxcvbn: 0 is guessed at once, 4 withstands an attack on a stolen hash. `words` are guessed first. */
export const strengthOf = (password: string, words: readonly string[]): 0 | 1 | 2 | 3 | 4 =>
  zxcvbn.check(password, [...words]).score;

import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/**
 * UTF-16 units of a password that are judged. The time grows faster than the length, and further units only add to
 * the strength.
 */
const MAX_JUDGED = 64;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: MAX_JUDGED });

/** Score of zxcvbn: 0 is guessed at once, 4 withstands an attack on a stolen hash. `words` are guessed first. */
export const strengthOf = (password: string, words: readonly string[]): 0 | 1 | 2 | 3 | 4 =>
  zxcvbn.check(password, [...words]).score;

/** Common passwords, the most used first. */
export const usedPasswords: readonly string[] = dictionary['passwords-common'];

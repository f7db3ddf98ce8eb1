import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** UTF-16 units that are judged: the time grows faster than the length, and what is behind them only adds to the strength. */
const JUDGED = 64;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: JUDGED });

/** Of zxcvbn: 0 is guessed at once, 4 withstands an attack on a stolen hash. `words` are guessed first. */
export const strengthOf = (password: string, words: readonly string[]): 0 | 1 | 2 | 3 | 4 =>
  zxcvbn.check(password, [...words]).score;

/** The most used first. */
export const usedPasswords: readonly string[] = dictionary['passwords-common'];

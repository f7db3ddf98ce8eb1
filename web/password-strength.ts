import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { mostUsedPasswords, searchable } from '../functions/domain/common-password.ts';
import type { Estimator } from './password-verdict.ts';

/** UTF-16 units that are judged: the time grows faster than the length, and what is behind them only adds to the strength. */
const JUDGED = 64;

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: JUDGED });
const common = searchable(mostUsedPasswords(dictionary['passwords-common']));

/** Too large to be loaded with the pages: see `useEstimator`. */
export const estimator: Estimator = {
  score: (password, words) => zxcvbn.check(password, [...words]).score,
  commonPasswords: () => common,
};

import { type CommonPasswords, mostUsedPasswords, searchable } from '../functions/domain/common-password.ts';
import {
  passwordLength,
  type PasswordReason,
  type PasswordRules,
  reasonsAgainst,
} from '../functions/domain/password-rules.ts';
import type { strengthOf } from './password-strength.ts';

/** What is known of passwords beyond the rules; too large to be loaded with the pages. */
export interface Estimator {
  readonly strengthOf: typeof strengthOf;
  /** Those that the service refuses. */
  readonly commonPasswords: () => CommonPasswords;
}

export async function loadEstimator(): Promise<Estimator> {
  const strength = await import('./password-strength.ts');
  const common = searchable(mostUsedPasswords(strength.usedPasswords));
  return { strengthOf: strength.strengthOf, commonPasswords: () => common };
}

const LEVELS = ['weak', 'weak', 'fair', 'good', 'strong'] as const;

export type StrengthLevel = (typeof LEVELS)[number];

/** What a page can say of a password before the service judges it. */
export interface Verdict {
  /** Code points that count towards the minimum. */
  readonly length: number;
  /** Of {@link PasswordReason}, and whatever else the service may have told. */
  readonly reasons: readonly string[];
  /** Never more than weak where a reason speaks against the password. Unknown without an estimator, and of nothing. */
  readonly level?: StrengthLevel;
}

/**
 * Judges by the rules of the service. `words` are those that this page knows of the account: the service knows its
 * addresses too, and has the last word.
 */
export function verdictOn(
  password: string,
  rules: PasswordRules,
  words: readonly string[],
  estimator: Estimator | undefined,
): Verdict {
  const reasons = reasonsAgainst(password, rules, words, estimator?.commonPasswords);
  const verdict = { length: passwordLength(password), reasons };
  if (estimator === undefined || password === '') return verdict;
  return { ...verdict, level: reasons.length > 0 ? 'weak' : LEVELS[estimator.strengthOf(password, words)] };
}

/** After the service has refused that very password, its reasons are what there is to say. */
export const refusedVerdict = (verdict: Verdict, reasons: readonly string[]): Verdict => ({
  ...verdict,
  reasons,
  level: verdict.level && 'weak',
});

/** Of a reason that no knowledge of the account could change. The page need not ask the service about such a password. */
export const certainReasons = (
  password: string,
  rules: PasswordRules,
  estimator: Estimator | undefined,
): PasswordReason[] => reasonsAgainst(password, rules, [], estimator?.commonPasswords);

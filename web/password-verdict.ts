import { type CommonPasswords, mostUsedPasswords, searchable } from '../functions/domain/common-password.ts';
import {
  passwordLength,
  type PasswordReason,
  type PasswordRules,
  reasonsAgainst,
} from '../functions/domain/password-rules.ts';
import type { strengthOf } from './password-strength.ts';

/** Strength estimator and list of common passwords; too large to load with the pages. */
export interface Estimator {
  readonly strengthOf: typeof strengthOf;
  /** The common passwords that the service refuses. */
  readonly commonPasswords: () => CommonPasswords;
}

export async function loadEstimator(): Promise<Estimator> {
  const strength = await import('./password-strength.ts');
  const common = searchable(mostUsedPasswords(strength.usedPasswords));
  return { strengthOf: strength.strengthOf, commonPasswords: () => common };
}

const LEVELS = ['weak', 'weak', 'fair', 'good', 'strong'] as const;

export type StrengthLevel = (typeof LEVELS)[number];

/** Verdict of the page on a password, before the service judges it. */
export interface Verdict {
  /** Code points that count towards the minimum. */
  readonly length: number;
  /** Values of {@link PasswordReason}, and others that the service may have sent. */
  readonly reasons: readonly string[];
  /** `weak` if there is a reason against the password. Absent without an estimator, and for an empty password. */
  readonly level?: StrengthLevel;
}

/**
 * Judges a password by the rules of the service. `words` are the account's words that this page knows. The service
 * also knows the addresses, and decides.
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

/** Returns the verdict on a password that the service has refused, with the service's reasons. */
export const refusedVerdict = (verdict: Verdict, reasons: readonly string[]): Verdict => ({
  ...verdict,
  reasons,
  level: verdict.level && 'weak',
});

/** Returns the reasons that hold for any account. The page need not send such a password to the service. */
export const certainReasons = (
  password: string,
  rules: PasswordRules,
  estimator: Estimator | undefined,
): PasswordReason[] => reasonsAgainst(password, rules, [], estimator?.commonPasswords);

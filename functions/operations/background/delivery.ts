import { peppers, subjectKeys } from '../../runtime/capabilities/keys.ts';
import { allowance, budgets } from '../../runtime/capabilities/limits.ts';
import { mailer } from '../../runtime/capabilities/mailer.ts';
import type { RuleName } from '../../runtime/rules.ts';

/** Capabilities of the two functions that deliver mails. */
export const delivery = { allowance, budgets, mailer, peppers, subjectKeys };

export const deliveryRules = [
  'attemptsPerCode',
  'codesPerDay',
  'codesPerHour',
  'guessesSinceSuccess',
  'otpDigits',
] as const satisfies readonly RuleName[];

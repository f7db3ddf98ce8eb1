import { peppers, subjectKeys } from '../../runtime/capabilities/keys.ts';
import { addresses, allowance, budgets } from '../../runtime/capabilities/limits.ts';
import { mailer } from '../../runtime/capabilities/mailer.ts';
import type { RuleName } from '../../runtime/rules.ts';

/** Capabilities of the two functions that deliver mails. */
export const delivery = { addresses, allowance, budgets, mailer, peppers, subjectKeys };

export const deliveryRules = [
  'resendCooldown',
  'attemptsPerCode',
  'codesPerDay',
  'codesPerHour',
  'guessesSinceSuccess',
  'mailsPerAddressPerHour',
  'otpDigits',
] as const satisfies readonly RuleName[];

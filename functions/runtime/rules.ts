import { integer, list, type Parsed, text, url, type Variable } from './variables.ts';

const HOUR = 3600;
const PER_SOURCE = integer(1, 1_000_000);

const rule = <Value>(variable: string, read: Variable<Value>) => ({ variable, read });

/**
 * Settings that the use cases apply, by the name that they have there, each with its environment variable. Bounds
 * here only catch a broken deployment; the bounds of a setting and their reasons are in lib/settings/groups/.
 */
export const rules = {
  /** Exact origins that may call the API from a browser. */
  allowedOrigins: rule('ALLOWED_ORIGINS', list),
  /** Seconds (R2). */
  otpLifetime: rule('OTP_LIFETIME_SECONDS', integer(1, HOUR)),
  otpDigits: rule('OTP_DIGITS', integer(6, 12)),
  /** Seconds. */
  resendCooldown: rule('RESEND_COOLDOWN_SECONDS', integer(0, HOUR)),
  attemptsPerCode: rule('ATTEMPTS_PER_CODE', integer(1, 10)),
  codesPerHour: rule('CODES_PER_HOUR', integer(1, 100)),
  codesPerDay: rule('CODES_PER_DAY', integer(1, 1000)),
  mailsPerAddressPerHour: rule('MAILS_PER_ADDRESS_PER_HOUR', integer(1, 1000)),
  guessesSinceSuccess: rule('GUESSES_SINCE_SUCCESS', integer(1, 100)),
  /** Seconds (R18). */
  resetTokenLifetime: rule('RESET_TOKEN_LIFETIME_SECONDS', integer(1, HOUR)),
  /** Seconds for which a completed request is kept. */
  recordRetention: rule('RECORD_RETENTION_SECONDS', integer(60, 366 * 24 * HOUR)),
  startsPerSourcePerHour: rule('STARTS_PER_SOURCE_PER_HOUR', PER_SOURCE),
  loginsPerSourcePerHour: rule('LOGINS_PER_SOURCE_PER_HOUR', PER_SOURCE),
  /** Seconds. */
  challengeLifetime: rule('CHALLENGE_LIFETIME_SECONDS', integer(1, HOUR)),
  challengeTries: rule('CHALLENGE_TRIES', integer(2, 10_000)),
  /** Seconds. */
  sessionLifetime: rule('SESSION_LIFETIME_SECONDS', integer(60, 30 * 24 * HOUR)),
  /** Code points (R13). */
  passwordMinLength: rule('PASSWORD_MIN_LENGTH', integer(8, 64)),
  productName: rule('PRODUCT_NAME', text),
  /** Address that LOGIN leads to. */
  loginUrl: rule('LOGIN_URL', url),
  /** Seconds between two checkpoints of the audit trail. */
  checkpointPeriod: rule('AUDIT_CHECKPOINT_SECONDS', integer(60, 24 * HOUR)),
  account: rule('ACCOUNT_ID', text),
  region: rule('REGION', text),
  configurationSet: rule('SES_CONFIGURATION_SET', text),
} as const;

export type RuleName = keyof typeof rules;

/** The variables of some rules. */
export const ruleVariables = (names: readonly RuleName[]): Record<string, Variable> =>
  Object.fromEntries(names.map((name) => [rules[name].variable, rules[name].read]));

/** The values of some rules, by their names. */
export type RuleValues<Name extends RuleName> = Parsed<{ [Each in Name]: (typeof rules)[Each]['read'] }>;

import * as z from 'zod';
import { CAPTCHA_PROVIDERS } from '../../../functions/operations/fields.ts';
import { MAXIMUM_KINDS } from '../../../functions/domain/imported-work.ts';
import { flag, identifier, importedHash, integer, list, networkAllowance } from '../kinds.ts';

/** Settings of the rules that a reset follows: captcha, codes, budgets, passwords, sessions and mails. */
export const security = {
  /** Provider of the captcha: docs/guides/captcha.md. Default: `recaptcha-v2`, which needs no tuning of a score. */
  captchaProvider: z.enum(CAPTCHA_PROVIDERS).default('recaptcha-v2'),
  /**
   * Whether the captcha shows a box (`box`) or works without one (`invisible`). The key in the provider's console must
   * be of the same kind. Default: `box` where the provider has one.
   */
  captchaMode: z.enum(['box', 'invisible']).optional(),
  /**
   * Public half of the provider's key pair. The secret half goes into the secret that the output `CaptchaSecretName`
   * names, or `captchaSecretName` of the construct. Every provider but `altcha` needs it.
   */
  captchaSiteKey: z.string().min(1).optional(),
  /**
   * Minimum score of a token, 0.3 to 1, for providers that give one (R11). Below 0.3 nearly every robot would pass.
   * Default: 0.5.
   */
  captchaMinimumScore: z.coerce.number().min(0.3).max(1).default(0.5),
  /** ID of the Google Cloud project of the site key. Only `recaptcha-enterprise` takes it, and needs it. */
  captchaProjectId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the ID of a Google Cloud project such as my-project-12')
    .optional(),
  /**
   * Seconds from a challenge of `altcha` to the use of its token, 60 to 900. Default: 300, so that a slow phone solves
   * it in time and a page that was left for the mail rarely needs another.
   */
  challengeLifetimeSeconds: integer(60, 900).default(300),
  /**
   * Maximum tries that a challenge of `altcha` takes, 20 to 1000; at least half of them are needed. A try is 5,000
   * iterations of PBKDF2 with SHA-256. Default: 200, measured in docs/guides/captcha.md.
   */
  challengeTries: integer(20, 1000).default(200),
  /** URL of the script that the pages load. Default: the provider's own. */
  captchaScriptUrl: z.url().optional(),
  /** URL at which the functions verify a token. Default: the provider's own. */
  captchaVerifyUrl: z.url().optional(),

  /** Digits of a code, 6 to 12 (R1). Default: 8, which are 26.6 bits; ASVS 6.5.3 asks for at least 20. */
  otpDigits: integer(6, 12).default(8),
  /** Seconds for which a code is valid, 1 to 600 (R2). Default: 600, the maximum of ASVS 6.5.5. */
  otpLifetimeSeconds: integer(1, 600).default(600),
  /** Seconds between two codes of one request, 0 to 600. Default: 60. */
  resendCooldownSeconds: integer(0, 600).default(60),
  /**
   * Guesses that one code takes, 1 to 5 (R6). Default: 5. The defaults of this and the next three settings leave an
   * attacker one chance in a million: docs/reference/guess-budget.md.
   */
  attemptsPerCode: integer(1, 5).default(5),
  /** Codes for one account in any hour, 1 to 3 (R6). Default: 3. */
  codesPerHour: integer(1, 3).default(3),
  /** Codes for one account in any 24 hours, 1 to 10 (R6). Default: 10. */
  codesPerDay: integer(1, 10).default(10),
  /**
   * Guesses that the codes of one account may take between two successes of its owner, 5 to 100 (R6). Recovery then
   * pauses. Default: 100, the limit of NIST SP 800-63B-4, 3.2.2, on failed attempts in a row.
   */
  guessesSinceSuccess: integer(5, 100).default(100),
  /** Seconds for which a reset token is valid after the code was verified, 1 to 600 (R18). Default: 600. */
  resetTokenLifetimeSeconds: integer(1, 600).default(600),
  /**
   * Resets that one source address may start in an hour, 1 to 100,000 (R10). Default: 20, because an office may share
   * one address.
   */
  startsPerSourcePerHour: integer(1, 100_000).default(20),
  /** Failed logins that one source address may make in an hour, 1 to 100,000 (R26). Default: 100. */
  loginsPerSourcePerHour: integer(1, 100_000).default(100),
  /**
   * Networks of offices whose addresses may each make more starts and failed logins in an hour, such as
   * `203.0.113.0/24=200`, at most 20 of them. For some hours the command `ops networks allow` gives more. Default: none.
   */
  networkAllowances: list(networkAllowance)
    .refine((networks) => networks.length <= 20, 'must be at most 20 networks; join neighbouring ones')
    .default([]),
  /**
   * Minimum length of a new password in code points, 8 to 64 (R13). Default: 15, what NIST SP 800-63B-4 asks for
   * where the password is the only factor. Go below 15 only where the directory enforces a second factor.
   */
  passwordMinLength: integer(8, 64).default(15),
  /**
   * Algorithm that hashes new passwords in the built-in directory (R15). Hashes of either algorithm are verified.
   * Default: `argon2id`; `scrypt` is for runtimes without it (Node before 24.7).
   */
  passwordHash: z.enum(['argon2id', 'scrypt']).default('argon2id'),
  /**
   * Algorithm of older hashes that are still in the built-in directory's table after a change of `passwordHash`:
   * `argon2id`, `scrypt` or `none`. Every login then does the work of both, so that its time does not tell who exists
   * (R9). Default: `none`.
   */
  formerPasswordHash: z.enum(['argon2id', 'scrypt', 'none']).default('none'),
  /**
   * Kinds of hashes that imports bring along into the built-in directory, such as `bcrypt-12`, at most 6. Every login
   * then does the work of each, so that its time does not tell who exists (R9): `users import` takes no others. Remove
   * a kind when `users list --imported` shows nobody any more. Default: none.
   */
  importedHashes: list(importedHash)
    .refine(
      (kinds) => kinds.length <= MAXIMUM_KINDS && new Set(kinds).size === kinds.length,
      `must be at most ${MAXIMUM_KINDS} kinds, each once`,
    )
    .default([]),
  /**
   * Number of passwords, the current one included, that a new password must differ from in the built-in directory: 0
   * to 24, with `scrypt` at most 8. A change costs one hash for each. Default: 4.
   */
  passwordHistory: integer(0, 24).default(4),
  /**
   * URL of a range API that knows breached passwords, such as https://api.pwnedpasswords.com/range (R14). Default:
   * none, so that no other service is called.
   */
  breachedPasswordsUrl: z.url().optional(),
  /**
   * Seconds for which a session of the built-in directory lasts, 60 to 2,592,000 (30 days). Default: 28,800 (a
   * working day).
   */
  sessionLifetimeSeconds: integer(60, 2_592_000).default(28_800),
  /**
   * Mails that the whole service sends in a day (UTC), 1 to 10,000,000 (R25). Beyond it only the notices of changed
   * passwords are sent. Default: 50,000.
   */
  mailsPerDay: integer(1, 10_000_000).default(50_000),
  /**
   * Mails to one address in an hour, 3 to 1000 (R27): codes, lists of user IDs and notices of limits, over all user IDs
   * that share the address. Notices of changed passwords are always sent. Default: 10.
   */
  mailsPerAddressPerHour: integer(3, 1000).default(10),
  /** Days for which a completed request is kept, 1 to 365, so that "this wasn't me" still finds it. Default: 7. */
  recordRetentionDays: integer(1, 365).default(7),

  /**
   * AWS WAF in front of the API. AWS charges by the month, the rule and the call. Without it one address can use up
   * what all share (R32), so false is for stages that are not public, or that have your own firewall (`apiWebAclArn`).
   * Default: true, and false with the profile `essential`.
   */
  waf: flag.default(true),
  /**
   * AWS's core rule set in the firewall, beside its lists of bad addresses and bad inputs. It blocks callers without a
   * `User-Agent`, known scanners, and attacks in paths, queries and cookies. The API takes no query and no cookie, and
   * API Gateway answers unknown paths itself, so it is a second layer, at the monthly price of a rule. Default: false.
   */
  wafCoreRules: flag.default(false),
  /**
   * Calls from one address in a minute, preflights included, beyond which WAF answers 429 (R10, R32): 10, the minimum
   * of AWS, to 10,000,000. Default: 200, about 25 resets a minute. WAF has a lower limit for the steps that send a mail
   * or hash a password: it follows `startsPerSourcePerHour` and `loginsPerSourcePerHour`, see
   * lib/constructs/api-rates.ts.
   */
  wafRequestsPerMinute: integer(10, 10_000_000).default(200),
  /**
   * Name of the last rotation of the origin's secret, such as its date. A new name makes CloudFront and the firewall
   * read the secret again: docs/guides/operations.md#origin-secret. Default: none, before the first rotation.
   */
  originSecretRotation: z
    .string()
    .regex(/^[\w.-]{1,32}$/, 'must be 1 to 32 letters, digits, dots or hyphens, such as 2026-11-30')
    .optional(),
  /**
   * KMS key of this stack for tables, secrets, queues and logs, at AWS's monthly price of a key. Default: false,
   * which uses keys that AWS manages.
   */
  customerManagedKey: flag.default(false),
  /**
   * ARN of a KMS key of yours, in the account and region of the stack, to use instead of one of this stack. Its policy
   * needs the statements of docs/guides/existing-resources.md. Needs `customerManagedKey`. Default: none.
   */
  kmsKeyArn: identifier(
    /^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/,
    'must be the ARN of a KMS key, not of an alias',
  ).optional(),
};

import * as z from 'zod';
import { CAPTCHA_PROVIDERS } from '../functions/schemas.ts';

/**
 * Everything that differs between stages, flat so that any setting can be overridden on the command line
 * (`npx cdk deploy -c stage=dev -c otpDigits=6`). Checked at synth: a wrong setting is named with the mend.
 */

/** Written as a browser sends it (lower case, no default port), because origins are compared byte for byte. */
const origin = z
  .string()
  .refine(
    (value) => /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(value) && URL.parse(value)?.origin === value,
    'must be an exact origin in lower case such as https://login.example.com, without a path, a default port or a wildcard',
  );
const certificate = (region: string, pattern: RegExp) =>
  z.string().regex(pattern, `must be the ARN of a certificate in ${region}`);
const integer = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const flag = z.preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean());
const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(entry));

export const settingsSchema = z.strictObject({
  /** Names the stack, its tables and its metrics. */
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, 'must be 2 to 20 lower-case letters, digits and hyphens'),
  /** Appears in pages and mails, and may not be part of a password. */
  productName: z.string().min(1).max(60),

  /** Where the hosted pages are. Left out: the domain name that CloudFront gives. */
  siteUrl: origin.optional(),
  /** ACM certificate for the host of `siteUrl`; with it CloudFront answers for that host, by TLS 1.2 or newer only. */
  siteCertificateArn: certificate('us-east-1', /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/.+$/).optional(),
  /** Where the API is, with its stage path. Left out: the URL that API Gateway gives. */
  apiUrl: z
    .url()
    .regex(
      /^https?:\/\/[a-z0-9.-]+(:\d+)?\/v1$/,
      'must be a host and the stage path, such as https://api.example.com/v1',
    )
    .optional(),
  /** ACM certificate for the host of `apiUrl`; with it API Gateway answers for that host. */
  apiCertificateArn: certificate("the stack's region", /^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/.+$/).optional(),
  /** Calls a second, over all callers, beyond which API Gateway answers 429; with the bucket for bursts. */
  requestsPerSecond: integer(1, 10_000).default(100),
  requestBurst: integer(1, 5_000).default(200),
  /** Sets the account's role by which API Gateway writes its access log; false where the account has one already. */
  setApiGatewayLogRole: flag.default(true),
  /** Where LOGIN leads. Left out: the hosted login page. */
  loginUrl: z.url().optional(),
  /** Origins, beside the hosted pages, that may call the API from a browser. */
  allowedOrigins: list(origin).default([]),

  /** `From` of every mail; its domain becomes the SES identity. */
  senderAddress: z.email('must be an address such as no-reply@example.com'),

  /** Who judges that a person is at work: docs/human-check.md. */
  captchaProvider: z.enum(CAPTCHA_PROVIDERS).default('recaptcha-v2'),
  /** The public half of the provider's key pair. */
  captchaSiteKey: z.string().min(1),
  /** R11: a token with a lower score is refused. Below 0.3 nearly every robot would pass. */
  captchaMinimumScore: z.coerce.number().min(0.3).max(1).default(0.5),
  /** The Google Cloud project of the site key; for reCAPTCHA Enterprise alone. */
  captchaProjectId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the ID of a Google Cloud project such as my-project-12')
    .optional(),
  /** Left out: the provider's own. */
  captchaScriptUrl: z.url().optional(),
  captchaVerifyUrl: z.url().optional(),

  /** R1: ASVS 6.5.3 asks for at least 20 bits; 8 digits are 26.6. */
  otpDigits: integer(6, 12).default(8),
  /** R2: ASVS 6.5.5 allows 10 minutes at most; longer is not accepted. */
  otpLifetimeSeconds: integer(1, 600).default(600),
  resendCooldownSeconds: integer(0, 600).default(60),
  /** R6 */
  attemptsPerCode: integer(1, 5).default(5),
  codesPerHour: integer(1, 3).default(3),
  codesPerDay: integer(1, 10).default(10),
  guessesSinceSuccess: integer(5, 100).default(100),
  /** R18 */
  resetTokenLifetimeSeconds: integer(1, 600).default(600),
  /** R10 */
  startsPerSourcePerHour: integer(1, 100_000).default(20),
  loginsPerSourcePerHour: integer(1, 100_000).default(100),
  /** R13: below 15 only where the directory enforces a second factor. */
  passwordMinLength: integer(8, 64).default(15),
  /** R15: what new passwords are hashed with. `scrypt` is for runtimes without argon2; either kind of hash is verified. */
  passwordHash: z.enum(['argon2id', 'scrypt']).default('argon2id'),
  /** R14: a range API such as https://api.pwnedpasswords.com/range. Left out: no list of breaches is asked. */
  breachedPasswordsUrl: z.url().optional(),
  sessionLifetimeSeconds: integer(60, 2_592_000).default(28_800),
  /** R25: mails of the whole service in a day (UTC), beyond which only the notices of changed passwords go out. */
  mailsPerDay: integer(1, 10_000_000).default(50_000),
  /** How long a completed request is kept, so that "this wasn't me" still finds it. */
  recordRetentionDays: integer(1, 365).default(7),

  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  /** One of the periods that CloudWatch Logs offers. */
  logRetentionDays: z.coerce
    .number()
    .pipe(
      z.literal([
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
      ]),
    )
    .default(90),
  auditRetentionDays: z.coerce
    .number()
    .pipe(z.literal([90, 180, 365, 400, 731, 1096, 1827, 2557, 3653]))
    .default(400),
  /** False only for a stage that nobody watches: the alarms cost about ten dollars a month (docs/adr/0019-alarms.md). */
  alarms: flag.default(true),
  /** Who is mailed when an alarm rings or ends. Left out: nobody, but the topics are there to be subscribed to. */
  alarmEmail: z.email('must be an address such as on-call@example.com').optional(),
  /** Where docs/ of this repository can be read, for the links in alarms. Left out: the links are relative to the repository. */
  runbookUrl: z.url().regex(/[^/]$/, 'must be the address of the docs folder without a slash at the end').optional(),

  /**
   * How calls move to a new version of a function: at once, a tenth for 15 minutes and then all, or a tenth more every two
   * minutes. Shifted releases go back by themselves when an alarm of the function rings: docs/releases.md.
   */
  releaseShifting: z.enum(['all-at-once', 'canary', 'linear']).default('all-at-once'),
  /** Instances of each step that are kept warm, and paid for by the hour; 0 for none. */
  provisionedConcurrency: integer(0, 100).default(0),

  /** What deleting the stack does to tables, secrets and logs. */
  retainData: flag.default(true),
});

export type Settings = z.output<typeof settingsSchema>;

/** What a stage's file writes: only what differs from the defaults. */
export type StageSettings = z.input<typeof settingsSchema>;

/** The one stage that runs without AWS: only there may an origin be http, or a public test key judge humans. */
const LAPTOP = 'laptop';

/** The test keys that Google and Cloudflare publish: their widgets and their secrets pass everybody. */
const PUBLIC_TEST_SITE_KEYS = [
  {
    owner: 'Google',
    pattern: /^6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI$/,
    mend: 'https://www.google.com/recaptcha/admin',
  },
  {
    owner: 'Cloudflare',
    pattern: /^[123]x0{20}[A-F]{2}$/i,
    mend: 'https://dash.cloudflare.com/?to=/:account/turnstile',
  },
];

const urlSettings = [
  'siteUrl',
  'apiUrl',
  'loginUrl',
  'captchaScriptUrl',
  'captchaVerifyUrl',
  'breachedPasswordsUrl',
] as const;

/** Thrown for settings that are missing or wrong; the message names each with its mend. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The rules between a setting and its stage, or between two settings. */
function wrongTogether(settings: Settings): string[] {
  const wrong: string[] = [];
  if (settings.siteCertificateArn !== undefined && settings.siteUrl === undefined) {
    wrong.push('siteUrl: is missing; siteCertificateArn says that there is a host of your own');
  }
  if (settings.apiCertificateArn !== undefined && settings.apiUrl === undefined) {
    wrong.push('apiUrl: is missing; apiCertificateArn says that there is a host of your own');
  }
  if (settings.captchaProvider === 'recaptcha-enterprise' && settings.captchaProjectId === undefined) {
    wrong.push('captchaProjectId: is missing; recaptcha-enterprise asks for the Google Cloud project of the site key');
  }
  if (settings.releaseShifting !== 'all-at-once' && !settings.alarms) {
    wrong.push(`alarms: must be true, or releaseShifting all-at-once; alarms are what a release is turned back by`);
  }
  if (settings.stage === LAPTOP) return wrong;
  const testKey = PUBLIC_TEST_SITE_KEYS.find(({ pattern }) => pattern.test(settings.captchaSiteKey));
  if (testKey !== undefined) {
    wrong.push(
      `captchaSiteKey: is ${testKey.owner}'s public test key, which lets every robot pass; create a key pair of your own at ${testKey.mend}`,
    );
  }
  const plain = (value: string | undefined) => value?.startsWith('http:') === true;
  for (const name of urlSettings) {
    if (plain(settings[name])) wrong.push(`${name}: must begin with https:// (http is for the ${LAPTOP} stage alone)`);
  }
  if (settings.allowedOrigins.some(plain)) {
    wrong.push(`allowedOrigins: each must begin with https:// (http is for the ${LAPTOP} stage alone)`);
  }
  return wrong;
}

/**
 * Checks a stage's settings with overrides laid over them.
 *
 * @throws {@link SettingsError} that names every wrong setting
 */
export function checkSettings(stage: StageSettings, overrides: Record<string, unknown> = {}): Settings {
  const given: Record<string, unknown> = { ...stage, ...overrides };
  const result = settingsSchema.safeParse(given);
  const wrong = result.success ? wrongTogether(result.data) : result.error.issues.map((issue) => told(issue, given));
  if (result.success && wrong.length === 0) return result.data;
  throw new SettingsError(
    `The settings of stage "${stage.stage}" are wrong:\n${wrong.map((line) => `  ${line}`).join('\n')}`,
  );
}

function told(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')}: no such setting`;
  const name = String(issue.path[0]);
  if (given[name] === undefined) return `${name}: is missing; write it in lib/stages or give it with -c ${name}=…`;
  return `${issue.path.join('.')}: ${issue.message}`;
}

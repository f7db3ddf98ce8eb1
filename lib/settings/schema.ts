import * as z from 'zod';
import { CAPTCHA_PROVIDERS, DIRECTORIES, LDAP_KINDS } from '../../functions/operations/fields.ts';
import {
  brandFile,
  certificate,
  colour,
  contact,
  distinguishedName,
  domainName,
  flag,
  integer,
  ldapAttribute,
  ldapFilter,
  ldapUrl,
  list,
  origin,
  pem,
} from './kinds.ts';
import { wrongTogether } from './rules.ts';

/**
 * Everything that differs between stages, flat so that any setting can be overridden on the command line
 * (`npx cdk deploy -c stage=dev -c otpDigits=6`). Checked at synth: a wrong setting is named with the mend. What
 * settings may not be together is in settings-rules.ts.
 */

export const settingsSchema = z.strictObject({
  /** Names the stack, its tables and its metrics. */
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, 'must be 2 to 20 lower-case letters, digits and hyphens'),
  /** Appears in pages and mails, and may not be part of a password. */
  productName: z.string().min(1).max(60),
  /** The brand of pages and mails, docs/guides/brand.md: a PNG in `brand/`. Left out: our mark with the name of the product. */
  logoFile: brandFile('png').optional(),
  /** Accent of the light theme, and of the dark one, which is derived where it is left out. Their contrast is checked. */
  brandColour: colour.optional(),
  brandColourDark: colour.optional(),
  /** Shown on every page, and where a person is stuck. */
  supportContact: contact.optional(),
  /** A JSON file in `brand/` with texts in place of ours. */
  textsFile: brandFile('json').optional(),

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
  /** Where LOGIN leads. Left out: the hosted login page, which there is with the built-in directory alone. */
  loginUrl: z.url().optional(),
  /** Origins, beside the hosted pages, that may call the API from a browser. */
  allowedOrigins: list(origin).default([]),

  /** `From` of every mail; its domain becomes the SES identity. */
  senderAddress: z.email('must be an address such as no-reply@example.com'),

  /** Who judges that a person is at work: docs/guides/captcha.md. */
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
  /**
   * How many passwords, the present one first, a new one may not be equal to, in the built-in directory. Each costs a hash when a
   * password is set: with `scrypt` 8 at most.
   */
  passwordHistory: integer(0, 24).default(4),
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
  /**
   * Whether audit events are kept beyond the logs, in a bucket whose files nobody can alter: `governance`, which a named right can
   * lift, or `compliance`, which nobody can until the years are over (docs/adr/0014-tamper-evident-audit-trail.md).
   */
  auditArchive: z.enum(['off', 'governance', 'compliance']).default('governance'),
  auditArchiveYears: integer(1, 10).default(3),
  /** False only for a stage that nobody watches: the alarms cost about ten dollars a month (docs/adr/0019-alarms.md). */
  alarms: flag.default(true),
  /** Who is mailed when an alarm rings or ends. Left out: nobody, but the topics are there to be subscribed to. */
  alarmEmail: z.email('must be an address such as on-call@example.com').optional(),
  /** Where docs/ of this repository can be read, for the links in alarms. Left out: the links are relative to the repository. */
  runbookUrl: z.url().regex(/[^/]$/, 'must be the address of the docs folder without a slash at the end').optional(),

  /**
   * How calls move to a new version of a function: at once, a tenth for 15 minutes and then all, or a tenth more every two
   * minutes. Shifted releases go back by themselves when an alarm of the function rings: docs/guides/releases.md.
   */
  releaseShifting: z.enum(['all-at-once', 'canary', 'linear']).default('all-at-once'),
  /** Instances of each step that are kept warm, and paid for by the hour; 0 for none. */
  provisionedConcurrency: integer(0, 100).default(0),

  /** What deleting the stack does to tables, secrets and logs. */
  retainData: flag.default(true),

  /**
   * The Route 53 zone, in this account, into which the stack writes the records of `siteUrl`, `apiUrl` and the sender's
   * domain that lie in it. Both or neither; what lies elsewhere is put out as `Dns…` for you to publish.
   */
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]{1,31}$/, 'must be the ID of a hosted zone such as Z0123456789ABCDEFGHIJ')
    .optional(),
  hostedZoneName: domainName.optional(),
  /** MAIL FROM, so that SPF agrees with `From`: a subdomain of the sender's domain. Left out: amazonses.com. */
  mailFromDomain: domainName.optional(),
  /** Where the accounts are: docs/guides/directories.md. `built-in`: tables of this stack, with a login page. */
  directory: z.enum(DIRECTORIES).default('built-in'),
  /** For the directory `cognito`: the pool, in the account and region of the stack. */
  cognitoUserPoolId: z
    .string()
    .regex(/^[a-z]{2,}(-[a-z]+)+-\d_[A-Za-z0-9]{1,40}$/, 'must be the ID of a user pool such as eu-central-1_AbCdEf123')
    .optional(),
  /** Where the paths of the webhook directory begin, without a slash at the end: docs/guides/webhook-directory.md. */
  webhookUrl: z
    .url()
    .regex(
      /^https?:\/\/[^/?#@\s]+(\/[^/?#\s]+)*$/,
      'must be such as https://accounts.example.com/password-reset, without a slash at the end, a query or a password',
    )
    .optional(),
  /** Networks in CIDR notation that the webhook directory may be in although they are not public. Left out: none. */
  webhookAllowedNetworks: list(
    z.union([z.cidrv4(), z.cidrv6()], 'must be a network such as 127.0.0.0/8 or fd00::/8'),
  ).optional(),
  /** For the directory `ldap`: servers in the order in which they are tried, each by a name that leads to that one alone. */
  ldapUrls: list(ldapUrl)
    .refine((urls) => urls.length >= 1 && urls.length <= 4, 'must be 1 to 4 servers')
    .optional(),
  ldapKind: z.enum(LDAP_KINDS).optional(),
  /** Below it are all accounts. */
  ldapBaseDn: distinguishedName.optional(),
  /** The service account; its password goes into the secret that the output `LdapSecretName` names. */
  ldapBindDn: distinguishedName.optional(),
  /** What people type as user ID. Left out: `sAMAccountName` with Active Directory, else `uid`. */
  ldapUserIdAttribute: ldapAttribute.optional(),
  /** Where the addresses are. Left out: `mail`. */
  ldapMailAttributes: list(ldapAttribute).optional(),
  /** Only entries that pass this filter of RFC 4515 are accounts. Left out: all (Active Directory: all users). */
  ldapFilter: ldapFilter.optional(),
  /** PEM of the private authority that signed the servers' certificates. Left out: the public ones that Node knows. */
  ldapCertificateAuthority: pem.optional(),
  /** Where the functions that speak to the LDAP servers run, both or neither: docs/guides/directories.md says what they need there. */
  vpcSubnetIds: list(
    z.string().regex(/^subnet-[0-9a-f]{8,17}$/, 'must be such as subnet-0123456789abcdef0'),
  ).optional(),
  vpcSecurityGroupIds: list(z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'must be such as sg-0123456789abcdef0')).optional(),
  /** AWS WAF before the API, which costs by the month, by the rule and by the call. */
  waf: flag.default(true),
  /** R10: calls from one address, preflights included, beyond which WAF answers 429. 10 is the least that AWS takes. */
  wafRequestsPer5Minutes: integer(10, 10_000_000).default(1000),
  /** A web ACL for CloudFront, which AWS takes from us-east-1 alone and this stack therefore cannot make. */
  siteWebAclArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
      'must be the ARN of a web ACL of the scope CLOUDFRONT in us-east-1',
    )
    .optional(),
  /** As `requestsPerSecond`, for each step that sends a mail or hashes a password. */
  costlyRequestsPerSecond: integer(1, 10_000).default(20),
  costlyRequestBurst: integer(1, 5_000).default(40),
  /**
   * How many of each function of the API run at once, at most and for sure. Left out: as many as the account has left. AWS keeps
   * 100 of the account's quota unreserved, so this number for each of these functions, and 100, must fit into the quota.
   */
  reservedConcurrency: integer(1, 1000).optional(),
  /**
   * How many batches of one shard of the table's stream each consumer takes at once. The steps of a request stay in their order. How many
   * resets a minute ask for more: docs/reference/scale.md.
   */
  streamParallelization: integer(1, 10).default(1),
  /**
   * For how long the audit consumer gathers events before it publishes them; a hundred go at once. The trail, and what is counted from it,
   * is late by so much, and a reset takes a third of the invocations (docs/adr/0024-sampled-traces-batched-audit.md). No mail waits for it.
   */
  auditBatchingSeconds: integer(0, 300).default(30),
  /**
   * How many of a hundred calls of the API X-Ray traces, with the functions behind them; of preflights none. Left out: as the account's own sampling rules
   * say, which by default trace every call while there is less than one a second (docs/adr/0024-sampled-traces-batched-audit.md).
   */
  tracedPercent: integer(0, 100).optional(),
  /** A KMS key of this stack's own for tables, secrets, queues and logs. False: keys that AWS keeps. */
  customerManagedKey: flag.default(false),
});

export type Settings = z.output<typeof settingsSchema>;

/** What a stage's file writes: only what differs from the defaults. */
export type StageSettings = z.input<typeof settingsSchema>;

/** Thrown for settings that are missing or wrong; the message names each with its mend. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
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
  if (given[name] === undefined)
    return `${name}: is missing; write it in lib/settings/stages or give it with -c ${name}=…`;
  return `${issue.path.join('.')}: ${issue.message}`;
}

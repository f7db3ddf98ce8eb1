import * as z from 'zod/mini';
import { isLanguage } from './languages.ts';
import type { FunctionName } from './operations.ts';
import { CAPTCHA_PROVIDERS, type DirectoryName, LDAP_KINDS } from './schemas.ts';

/**
 * What each function reads from its environment. Checked once, at cold start: a missing or wrong variable stops the
 * function with a message that names it. The stack is typed by the same names, so that a variable which a function
 * reads and the stack does not give is a compile error. Only this file reads `process.env`.
 */

const text = z.string().check(z.minLength(1));
const url = z.url();
const list = z.pipe(
  text,
  z.transform((value: string) => value.split(',').filter((entry) => entry !== '')),
);
const integer = (least: number, most: number) =>
  z.pipe(
    text.check(z.regex(/^\d+$/, 'must be a whole number')),
    z.pipe(
      z.transform((value: string) => Number(value)),
      z.number().check(z.minimum(least), z.maximum(most)),
    ),
  );

/** One hour in seconds: the longest that a limit below may be set to where a lifetime is meant. */
const HOUR = 3600;

const base = {
  STAGE: text,
  POWERTOOLS_METRICS_NAMESPACE: text,
  POWERTOOLS_LOG_LEVEL: text,
};
const http = { ...base, ALLOWED_ORIGINS: list };
const share = z.pipe(
  text.check(z.regex(/^[01](\.\d+)?$/, 'must be a number from 0 to 1')),
  z.pipe(
    z.transform((value: string) => Number(value)),
    z.number().check(z.minimum(0), z.maximum(1)),
  ),
);
const captcha = {
  CAPTCHA_PROVIDER: z.enum(CAPTCHA_PROVIDERS),
  CAPTCHA_SECRET_ARN: text,
  CAPTCHA_SITE_KEY: text,
  CAPTCHA_VERIFY_URL: url,
  CAPTCHA_HOSTNAMES: list,
  CAPTCHA_MINIMUM_SCORE: share,
};
const pepper = { PEPPER_SECRET_ARN: text };
/** What the audit trail is told of the rules in force. */
const told = { AUDIT_POLICY: text, AUDIT_DIRECTORY: text };
/** For who names a person or a source in the audit trail. */
const naming = { ...told, AUDIT_SUBJECT_SECRET_ARN: text };
const resetTable = { RESET_TABLE: text };
/** The directory that the stage uses; the variables that belong to it are in {@link directoryEnvironments}. */
const directory = { DIRECTORY: text };
const usersTable = { USERS_TABLE: text };
const sessionsTable = { SESSIONS_TABLE: text };
const issueRules = {
  OTP_LIFETIME_SECONDS: integer(1, HOUR),
  RESEND_COOLDOWN_SECONDS: integer(0, HOUR),
};
const codesPerHour = { CODES_PER_HOUR: integer(1, 100) };
const attempts = { ATTEMPTS_PER_CODE: integer(1, 10) };
const budget = {
  ...attempts,
  ...codesPerHour,
  CODES_PER_DAY: integer(1, 1000),
  GUESSES_SINCE_SUCCESS: integer(1, 100),
};
const retention = { RECORD_RETENTION_SECONDS: integer(60, 366 * 24 * HOUR) };
const passwordHash = { PASSWORD_HASH: z.enum(['argon2id', 'scrypt']) };
const breaches = {
  BREACHED_PASSWORDS_URL: z.pipe(
    z.union([z.literal('off'), url]),
    z.transform((value: string) => (value === 'off' ? undefined : value)),
  ),
};
const passwordRules = { PASSWORD_MIN_LENGTH: integer(8, 64), PRODUCT_NAME: text };
const json = z.pipe(
  text,
  z.transform((value: string, context): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      context.issues.push({ code: 'custom', input: value, message: 'must be JSON' });
      return z.NEVER;
    }
  }),
);
const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/));
/** The brand of the mails. `logo` is a path on the host of the pages; `texts` are by language and key. */
const brand = z.object({
  logo: z.optional(z.string().check(z.startsWith('/'))),
  colours: z.object({ accent: colour, onAccent: colour, accentDark: colour, onAccentDark: colour }),
  supportContact: z.optional(text),
  texts: z.partialRecord(z.string().check(z.refine(isLanguage)), z.record(z.string(), z.string())),
});
const configurationSet = { SES_CONFIGURATION_SET: text };
const mail = {
  ...configurationSet,
  SENDER_ADDRESS: text,
  SITE_URL: url,
  PRODUCT_NAME: text,
  BRAND: z.pipe(json, brand),
};
const delivery = {
  ...base,
  ...naming,
  ...resetTable,
  ...pepper,
  ...directory,
  ...budget,
  ...mail,
  OTP_DIGITS: integer(6, 12),
  MAILS_PER_DAY: integer(1, 10_000_000),
};

const perSource = integer(1, 1_000_000);

export const environments = {
  'start-reset': {
    ...http,
    ...naming,
    ...captcha,
    ...pepper,
    ...resetTable,
    ...issueRules,
    STARTS_PER_SOURCE_PER_HOUR: perSource,
  },
  'resend-otp': {
    ...http,
    ...naming,
    ...captcha,
    ...resetTable,
    ...issueRules,
    ...codesPerHour,
  },
  'verify-otp': {
    ...http,
    ...naming,
    ...captcha,
    ...pepper,
    ...resetTable,
    ...attempts,
    RESET_TOKEN_LIFETIME_SECONDS: integer(1, HOUR),
  },
  'complete-reset': {
    ...http,
    ...naming,
    ...captcha,
    ...resetTable,
    ...directory,
    ...passwordRules,
    ...breaches,
    ...retention,
    LOGIN_URL: url,
  },
  'report-reset': { ...http, ...naming, ...pepper, ...resetTable },
  'remind-user-id': { ...http, ...naming, ...captcha, ...resetTable, STARTS_PER_SOURCE_PER_HOUR: perSource },
  'log-in': {
    ...http,
    ...naming,
    ...captcha,
    ...resetTable,
    ...usersTable,
    ...sessionsTable,
    ...passwordHash,
    SESSION_LIFETIME_SECONDS: integer(60, 30 * 24 * HOUR),
    LOGINS_PER_SOURCE_PER_HOUR: perSource,
  },
  'who-am-i': { ...http, ...usersTable, ...sessionsTable },
  'log-out': { ...http, ...naming, ...sessionsTable },
  'mail-consumer': delivery,
  'audit-consumer': { ...base, AUDIT_MAC_SECRET_ARN: text },
  redelivery: { ...delivery, ...retention },
  'archive-digest': { ...base, ARCHIVE_BUCKET: text, ARCHIVE_KEY_ARN: text },
  'settings-record': { ...base, ...resetTable },
  'mail-events': { ...base, ...told, ...resetTable, ...configurationSet, ACCOUNT_ID: text, REGION: text },
} as const satisfies Record<FunctionName, Record<string, z.ZodMiniType>>;

const userPool = { DIRECTORY: z.literal('cognito'), USER_POOL_ID: text, ...resetTable };
const webhook = {
  DIRECTORY: z.literal('webhook'),
  WEBHOOK_URL: url,
  WEBHOOK_SECRET_ARN: text,
  WEBHOOK_ALLOWED_NETWORKS: z.pipe(
    list,
    z.transform((networks: string[]) => networks.filter((network) => network !== 'none')),
  ),
};

const textOr = (none: string) =>
  z.pipe(
    text,
    z.transform((value: string) => (value === none ? undefined : value)),
  );
const ldap = {
  DIRECTORY: z.literal('ldap'),
  LDAP_URLS: list,
  LDAP_BASE_DN: text,
  LDAP_BIND_DN: text,
  LDAP_BIND_SECRET_ARN: text,
  LDAP_KIND: z.enum(LDAP_KINDS),
  LDAP_USER_ID_ATTRIBUTE: text,
  LDAP_MAIL_ATTRIBUTES: list,
  LDAP_FILTER: textOr('none'),
  LDAP_CERTIFICATE_AUTHORITY: textOr('public'),
  ...resetTable,
};

/**
 * What the functions that use the directory read beside that. `lookup` finds accounts and tells what became of a change;
 * `change` sets a password and tells the same.
 */
export const directoryEnvironments = {
  'built-in': {
    lookup: { DIRECTORY: z.literal('built-in'), ...usersTable },
    change: { DIRECTORY: z.literal('built-in'), ...usersTable, ...passwordHash, PASSWORD_HISTORY: integer(0, 24) },
  },
  cognito: { lookup: userPool, change: userPool },
  webhook: { lookup: webhook, change: webhook },
  ldap: { lookup: ldap, change: ldap },
} as const satisfies {
  readonly [Name in DirectoryName]: Record<
    DirectoryUse,
    Record<string, z.ZodMiniType> & Record<'DIRECTORY', z.ZodMiniType<Name>>
  >;
};

export type DirectoryUse = 'lookup' | 'change';

type DirectoryShape<Name extends DirectoryName, Use extends DirectoryUse> = (typeof directoryEnvironments)[Name][Use];

/** The variables that the stack has to give to a function for a use of its directory. */
export type DirectoryVariablesOf<Name extends DirectoryName, Use extends DirectoryUse> = {
  readonly DIRECTORY: Name;
} & Record<keyof DirectoryShape<Name, Use> & string, string>;

type Shape<Name extends FunctionName> = (typeof environments)[Name];

/** The parsed environment of a function. */
export type EnvironmentOf<Name extends FunctionName> = { [Key in keyof Shape<Name>]: z.output<Shape<Name>[Key]> };

/** The variables that the stack has to give to a function. */
export type EnvironmentVariablesOf<Name extends FunctionName> = Record<keyof Shape<Name> & string, string>;

/** Reads and checks a function's environment; throws an error that names every variable that is missing or wrong. */
export const readEnvironment = <Name extends FunctionName>(
  name: Name,
  variables: Variables = process.env,
): EnvironmentOf<Name> => read(name, environments[name], variables) as EnvironmentOf<Name>;

/** Reads and checks what a function needs for its directory, as {@link readEnvironment} does. */
export const readDirectoryEnvironment = <Name extends DirectoryName, Use extends DirectoryUse>(
  name: Name,
  use: Use,
  variables: Variables = process.env,
): { [Key in keyof DirectoryShape<Name, Use>]: z.output<DirectoryShape<Name, Use>[Key]> } =>
  read(`directory ${name}`, directoryEnvironments[name][use], variables) as never;

type Variables = Record<string, string | undefined>;

function read(whose: string, shape: Record<string, z.ZodMiniType>, variables: Variables): unknown {
  const result = z.object(shape).safeParse(variables);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => {
    const variable = String(issue.path[0]);
    return variables[variable] === undefined ? `${variable} is missing` : `${variable}: ${issue.message}`;
  });
  throw new Error(`${whose}: the environment is not complete: ${wrong.join('; ')}`);
}

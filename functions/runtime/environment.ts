import { type DirectoryEnvironmentOf, directoryEnvironments, type DirectoryUse } from './directory-variables.ts';
import {
  integer,
  list,
  oneOf,
  type Parsed,
  passwordHash,
  readVariables,
  share,
  text,
  unless,
  url,
  type Variable,
} from './variables.ts';
import { mailBrand } from './mail-brand.ts';
import type { FunctionName } from '../operations/index.ts';
import { CAPTCHA_PROVIDERS, type DirectoryName } from '../operations/fields.ts';

/**
 * What each function reads from its environment. Checked once, at cold start: a missing or wrong variable stops the
 * function with a message that names it. The stack is typed by the same names, so that a variable which a function
 * reads and the stack does not give is a compile error. Only this file reads `process.env`.
 */

/** One hour in seconds: the longest that a limit below may be set to where a lifetime is meant. */
const HOUR = 3600;

const base = {
  STAGE: text,
  POWERTOOLS_METRICS_NAMESPACE: text,
  POWERTOOLS_LOG_LEVEL: text,
};
const http = { ...base, ALLOWED_ORIGINS: list };
const captcha = {
  CAPTCHA_PROVIDER: oneOf(...CAPTCHA_PROVIDERS),
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
const breaches = {
  BREACHED_PASSWORDS_URL: unless('off', url),
};
const passwordRules = { PASSWORD_MIN_LENGTH: integer(8, 64), PRODUCT_NAME: text };
const configurationSet = { SES_CONFIGURATION_SET: text };
const mail = {
  ...configurationSet,
  SENDER_ADDRESS: text,
  SITE_URL: url,
  PRODUCT_NAME: text,
  BRAND: mailBrand,
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
    PASSWORD_HASH: passwordHash,
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
} as const satisfies Record<FunctionName, Record<string, Variable>>;

type Shape<Name extends FunctionName> = (typeof environments)[Name];

/** The parsed environment of a function. */
export type EnvironmentOf<Name extends FunctionName> = Parsed<Shape<Name>>;

/** The variables that the stack has to give to a function. */
export type EnvironmentVariablesOf<Name extends FunctionName> = Record<keyof Shape<Name> & string, string>;

/** Reads and checks a function's environment; throws an error that names every variable that is missing or wrong. */
export const readEnvironment = <Name extends FunctionName>(
  name: Name,
  variables: Variables = process.env,
): EnvironmentOf<Name> => readVariables(name, environments[name], variables) as EnvironmentOf<Name>;

/** Reads and checks what a function needs for its directory, as {@link readEnvironment} does. */
export const readDirectoryEnvironment = <Name extends DirectoryName, Use extends DirectoryUse>(
  name: Name,
  use: Use,
  variables: Variables = process.env,
): DirectoryEnvironmentOf<Name, Use> =>
  readVariables(`directory ${name}`, directoryEnvironments[name][use], variables) as never;

type Variables = Record<string, string | undefined>;

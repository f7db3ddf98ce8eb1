import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { directoryEnvironments, type DirectoryUse } from '../../../functions/runtime/directories/variables.ts';
import {
  type Declared,
  readDirectoryEnvironment,
  readEnvironment,
  variablesOf as variablesOfDeclared,
} from '../../../functions/runtime/environment.ts';
import { background, type FunctionName, operations } from '../../../functions/operations/index.ts';
import { DIRECTORIES } from '../../../functions/operations/fields.ts';

/** A right value for every variable that any function reads. */
const RIGHT: Record<string, string> = {
  STAGE: 'dev',
  POWERTOOLS_METRICS_NAMESPACE: 'PasswordReset',
  POWERTOOLS_LOG_LEVEL: 'INFO',
  EVENT_BUS: 'default',
  EVENT_SOURCE: 'password-reset.dev',
  ALLOWED_ORIGINS: 'https://login.example.com,https://www.example.com',
  CAPTCHA_PROVIDER: 'recaptcha-v2',
  CAPTCHA_SITE_KEY: 'site-key',
  CAPTCHA_MINIMUM_SCORE: '0.5',
  CAPTCHA_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:captcha',
  CAPTCHA_VERIFY_URL: 'https://www.google.com/recaptcha/api/siteverify',
  CAPTCHA_HOSTNAMES: 'login.example.com',
  CHALLENGE_LIFETIME_SECONDS: '300',
  CHALLENGE_TRIES: '200',
  PEPPER_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:pepper',
  RESET_TABLE: 'resets',
  AUDIT_LOG_GROUPS: '/audit/password-reset-dev-trail',
  AUDIT_CHECKPOINT_SECONDS: '3600',
  DIRECTORY: 'built-in',
  WEBHOOK_URL: 'https://accounts.example.com/password-reset',
  WEBHOOK_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:webhook',
  WEBHOOK_ALLOWED_NETWORKS: 'none',
  LDAP_URLS: 'ldaps://dc1.corp.example.com,ldaps://dc2.corp.example.com',
  LDAP_BASE_DN: 'dc=corp,dc=example,dc=com',
  LDAP_BIND_DN: 'cn=password-reset,dc=corp,dc=example,dc=com',
  LDAP_BIND_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ldap',
  LDAP_KIND: 'active-directory',
  LDAP_USER_ID_ATTRIBUTES: 'sAMAccountName',
  LDAP_DOMAIN: 'none',
  USER_ID_CASE: 'exact',
  ADDRESS_AS_USER_ID: 'no',
  LDAP_MAIL_ATTRIBUTES: 'mail',
  LDAP_FILTER: 'none',
  LDAP_CERTIFICATE_AUTHORITY: 'public',
  USERS_TABLE: 'users',
  USER_POOL_ID: 'eu-central-1_AbCdEf123',
  SESSIONS_TABLE: 'sessions',
  OTP_DIGITS: '8',
  OTP_LIFETIME_SECONDS: '600',
  RESEND_COOLDOWN_SECONDS: '60',
  CODES_PER_HOUR: '3',
  CODES_PER_DAY: '10',
  GUESSES_SINCE_SUCCESS: '100',
  ATTEMPTS_PER_CODE: '5',
  RESET_TOKEN_LIFETIME_SECONDS: '600',
  RECORD_RETENTION_SECONDS: '604800',
  PASSWORD_MIN_LENGTH: '15',
  PASSWORD_HASH: 'argon2id',
  IMPORTED_HASHES: 'none',
  PASSWORD_HISTORY: '4',
  BREACHED_PASSWORDS_URL: 'https://api.pwnedpasswords.com/range',
  MAILS_PER_DAY: '50000',
  MAILS_PER_ADDRESS_PER_HOUR: '10',
  AUDIT_POLICY: 'digits8-min15-5x3x10',
  AUDIT_DIRECTORY: 'built-in',
  ORIGIN_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:origin',
  AUDIT_SUBJECT_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:audit-subject',
  AUDIT_MAC_SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:audit-mac',
  ARCHIVE_BUCKET: 'password-reset-archive',
  ARCHIVE_KEY_ARN: 'arn:aws:kms:eu-central-1:111122223333:key/11112222-3333-4444-8555-666677778888',
  PRODUCT_NAME: 'Example',
  BRAND: JSON.stringify({
    logo: '/logo.png',
    colours: { accent: '#1f5c57', onAccent: '#ffffff', accentDark: '#7fcfc3', onAccentDark: '#0b2523' },
    supportContact: 'help@example.com',
    texts: { en: { footer: '{productName}' } },
  }),
  LOGIN_URL: 'https://login.example.com/',
  SENDER_ADDRESS: 'no-reply@example.com',
  SENDER_NAME: 'Example',
  REPLY_TO: 'help@example.com',
  SES_CONFIGURATION_SET: 'password-reset',
  ACCOUNT_ID: '111122223333',
  REGION: 'eu-central-1',
  SITE_URL: 'https://login.example.com',
  STARTS_PER_SOURCE_PER_HOUR: '20',
  LOGINS_PER_SOURCE_PER_HOUR: '100',
  SESSION_LIFETIME_SECONDS: '28800',
  NETWORK_ALLOWANCES: 'none',
  FORMER_PASSWORD_HASH: 'none',
};

const declared: Readonly<Record<FunctionName, Declared>> = { ...operations, ...background };
const names = Object.keys(declared) as FunctionName[];
const variablesOf = (name: FunctionName) => Object.keys(variablesOfDeclared(declared[name]));

const messageOf = (name: FunctionName, variables: Record<string, string | undefined>): string => {
  try {
    readEnvironment(declared[name], variables);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
};

describe.each(names)('the environment of %s', (name) => {
  test('is read when it is complete', () => {
    expect(Object.keys(readEnvironment(declared[name], RIGHT)).toSorted()).toEqual(variablesOf(name).toSorted());
  });

  test.each(variablesOf(name))('names %s when it alone is missing', (variable) => {
    expect(messageOf(name, { ...RIGHT, [variable]: undefined })).toBe(
      `${name}: the environment is not complete: ${variable} is missing`,
    );
  });

  test('names every variable when all are missing', () => {
    const message = messageOf(name, {});
    for (const variable of variablesOf(name)) expect(message).toContain(`${variable} is missing`);
  });

  test.each(variablesOf(name))('does not take an empty %s', (variable) => {
    expect(messageOf(name, { ...RIGHT, [variable]: '' })).toContain(`${variable}: `);
  });
});

describe.each(
  DIRECTORIES.flatMap((name) => (['lookup', 'change'] as const).map((use): [typeof name, DirectoryUse] => [name, use])),
)('the environment of the directory %s for %s', (name, use) => {
  const right = { ...RIGHT, DIRECTORY: name };
  const needed = Object.keys(directoryEnvironments[name][use]);
  const messageFor = (variables: Record<string, string | undefined>) => {
    try {
      readDirectoryEnvironment(name, use, variables);
    } catch (error) {
      return String(error);
    }
    return '';
  };

  test('is read when it is complete', () => {
    expect(Object.keys(readDirectoryEnvironment(name, use, right)).toSorted()).toEqual(needed.toSorted());
  });

  test.each(needed)('names %s when it alone is missing', (variable) => {
    expect(messageFor({ ...right, [variable]: undefined })).toBe(
      `Error: directory ${name}: the environment is not complete: ${variable} is missing`,
    );
  });

  test('is refused to a function that is told of another directory', () => {
    expect(messageFor({ ...right, DIRECTORY: 'another' })).toContain('DIRECTORY: ');
  });
});

test('numbers and lists are read as such', () => {
  expect(readEnvironment(declared['start-reset'], RIGHT)).toMatchObject({
    OTP_LIFETIME_SECONDS: 600,
    ALLOWED_ORIGINS: ['https://login.example.com', 'https://www.example.com'],
  });
});

test.each([
  ['OTP_DIGITS', '5'],
  ['OTP_DIGITS', '13'],
  ['OTP_DIGITS', '8.5'],
  ['OTP_DIGITS', '0x8'],
  ['OTP_DIGITS', '-8'],
  ['OTP_DIGITS', 'eight'],
  ['ATTEMPTS_PER_CODE', '0'],
  ['ATTEMPTS_PER_CODE', '11'],
  ['GUESSES_SINCE_SUCCESS', '101'],
  ['CODES_PER_HOUR', '0'],
  ['SITE_URL', 'login.example.com/'],
  ['BRAND', 'green'],
  ['BRAND', '{"colours":{},"texts":{}}'],
])('%s may not be %s', (variable, value) => {
  const message = messageOf('mail-consumer', { ...RIGHT, [variable]: value });
  expect(message).toContain(`mail-consumer: the environment is not complete: ${variable}: `);
  expect(message).not.toContain(';');
});

test('only the variables of a function are read', () => {
  expect(readEnvironment(declared['audit-consumer'], { ...RIGHT, AWS_SECRET_ACCESS_KEY: 'x' })).not.toHaveProperty(
    'AWS_SECRET_ACCESS_KEY',
  );
});

test('variables that Lambda has no room for come from the file that LONG_VARIABLES names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'variables-'));
  try {
    const file = join(folder, 'environment.json');
    const { ALLOWED_ORIGINS, ...others } = RIGHT;
    writeFileSync(file, JSON.stringify({ ALLOWED_ORIGINS, STAGE: 'of-the-file' }));
    const read = readEnvironment(declared['start-reset'], { ...others, LONG_VARIABLES: pathToFileURL(file).href });
    expect(read).toEqual(readEnvironment(declared['start-reset'], RIGHT));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

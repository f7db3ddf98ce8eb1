import { X509Certificate } from 'node:crypto';
import { FilterParser } from 'ldapts';
import * as z from 'zod';
import { isFree, readWork, workError } from '../../functions/domain/imported-work.ts';
import { networkError, PER_HOUR } from '../../functions/domain/network-allowance.ts';
import { addressOnTheWire } from '../../functions/domain/account.ts';
import { isLoginUrl } from '../../functions/domain/login-url.ts';

/** Kinds of values that settings have. Each also accepts text, because the command line gives text. */

/** Origin as a browser sends it (lower case, no default port), because origins are compared byte for byte. */
export const origin = z
  .string()
  .refine(
    (value) => /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(value) && URL.parse(value)?.origin === value,
    'must be an exact origin in lower case such as https://login.example.com, without path, default port or wildcard',
  );

/** Login page of an application. */
export const loginUrl = z
  .string()
  .refine(
    isLoginUrl,
    'must be the URL of a page such as https://www.example.com/login, or of an application such as myapp://login',
  );

export const domainName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be a domain name in lower case such as mail.example.com, without a dot at the end',
  );

/** E-mail address. Its domain may be internationalized; the result has it as A-labels, as SES wants it. */
export const mailAddress = (example: string) =>
  z
    .string()
    .transform(addressOnTheWire)
    .pipe(z.email(`must be an address such as ${example}`));

/** Name beside an address. An `@` in it could pass for another address. */
export const mailName = z
  .string()
  .regex(/^(?! )[^\p{Cc}@<>]{1,60}(?<! )$/u, 'must be 1 to 60 characters without @, < and >, such as Example Bank');

/** Text of the CDK for a value that is known only when the stack is deployed. */
const TOKEN = /\$\{Token\[/;

/** ID or ARN of something that exists, or that the same CDK app makes. */
export const identifier = (pattern: RegExp, message: string) =>
  z.string().refine((value) => TOKEN.test(value) || pattern.test(value), message);

export const certificate = (region: string, pattern: RegExp) =>
  identifier(pattern, `must be the ARN of a certificate in ${region}`);

export const topic = identifier(
  /^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]+$/,
  'must be the ARN of a standard topic of SNS',
);

export const integer = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);

export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean('must be true or false'),
);

export const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(entry));

/** Network with its calls in an hour: `203.0.113.0/24=200`. */
export const networkAllowance = z.string().check(({ value, issues }) => {
  const [, network, perHour] = /^([^=]+)=(\d+)$/.exec(value) ?? [];
  const wrong = (message: string) => issues.push({ code: 'custom', input: value, message });
  if (network === undefined) wrong('must be a network and its calls in an hour, such as 203.0.113.0/24=200');
  else if (networkError(network) !== undefined) wrong(`${network} ${networkError(network)}`);
  else if (Number(perHour) < PER_HOUR.minimum || Number(perHour) > PER_HOUR.maximum) {
    wrong(`${network}: the calls in an hour must be from ${PER_HOUR.minimum} to ${PER_HOUR.maximum}`);
  }
});

/** Kind of an imported hash by its scheme and parameters: `bcrypt-12`, `pbkdf2-sha256-600000`. */
export const importedHash = z.string().check(({ value, issues }) => {
  const work = readWork(value);
  const wrong = (message: string) => issues.push({ code: 'custom', input: value, message });
  if (work === undefined) wrong('must be a kind of hash such as bcrypt-12, which `users import --dry-run` names');
  else if (isFree(work)) wrong(`${work.scheme} takes no time, so it needs no setting`);
  else if (workError(work) !== undefined) wrong(`${work.scheme} is accepted with ${workError(work)}`);
});

/** Maximum for a resource is 50, of which AWS and the CDK may need some. */
const MAXIMUM_TAGS = 40;
/** Characters that every service takes in a tag. */
const TAG_TEXT = /^[\p{L}\p{N} _.:/=+@-]*$/u;

/** Tags by their keys. The command line gives them as `team=identity,cost-centre=42`. */
export const tags = z.preprocess(
  (value) => (typeof value === 'string' ? Object.fromEntries(value.split(',').map(tagIn)) : value),
  z
    .record(
      z
        .string()
        .regex(/^(?!aws:).{1,128}$/iu, 'must be a key of 1 to 128 characters that does not begin with aws:')
        .regex(TAG_TEXT, 'must be a key of letters, digits, spaces and _ . : / = + - @'),
      z
        .string('must be key=value, such as team=identity')
        .max(256, 'must be a value of at most 256 characters')
        .regex(TAG_TEXT, 'must be a value of letters, digits, spaces and _ . : / = + - @'),
    )
    .refine((given) => Object.keys(given).length <= MAXIMUM_TAGS, `must be at most ${MAXIMUM_TAGS} tags`),
);

function tagIn(text: string): [string, string | undefined] {
  const [, key = text, value] = /^([^=]+)=(.*)$/u.exec(text) ?? [];
  return [key, value];
}

export const eventBus = identifier(
  /^(off|default|arn:aws[\w-]*:events:[\w-]+:\d{12}:event-bus\/[\w./-]+)$/,
  'must be off, default, or the ARN of an event bus such as arn:aws:events:eu-central-1:123456789012:event-bus/apps',
);

export const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour as #rrggbb, such as #1f5c57')
  .transform((value): `#${string}` => `#${value.slice(1).toLowerCase()}`);

/** Path of a file in the folder `brand/`. Everything that a stack is made from must be beside its settings. */
export const brandFile = (extension: 'png' | 'json') =>
  z
    .string()
    .regex(
      new RegExp(`^brand/([\\w-][\\w.-]*/)*[\\w-][\\w.-]*\\.${extension}$`),
      `must be a ${extension.toUpperCase()} file in the folder brand: brand/….${extension}`,
    );

/** Contact of a help desk: an e-mail address or an https URL. */
export const contact = z.union([z.email(), z.url({ protocol: /^https$/, hostname: z.regexes.domain })], {
  error: 'must be an e-mail address such as help@example.com, or a URL that begins with https://',
});

const passes = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Maximum length in characters, enough for five roots of 4,096 bits. */
const MAXIMUM_PEM = 16_384;

/** Certificates as PEM text. The CDK CLI cuts a value at its first line end, so `\\n` is a line end too. */
export const pem = z
  .string()
  .transform((value) => value.replaceAll('\\n', '\n'))
  .pipe(
    z
      .string()
      .max(
        MAXIMUM_PEM,
        `must be at most ${MAXIMUM_PEM} characters; give only the roots that signed the servers' certificates`,
      )
      .refine(
        (value) =>
          value.replaceAll(PEM, '').trim() === '' &&
          (value.match(PEM) ?? []).every((one) => passes(() => new X509Certificate(one))) &&
          value.includes('BEGIN'),
        'must be a certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
      ),
  );

export const ldapUrl = z
  .string()
  .regex(
    /^ldaps:\/\/[a-z0-9][a-z0-9.-]*(:\d{1,5})?$/,
    'must be a URL such as ldaps://dc1.corp.example.com; ldap:// would send the password unencrypted',
  );

export const ldapAttribute = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'must be the name of an attribute such as mail');

export const distinguishedName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*=[^,]+(,\s*[A-Za-z][A-Za-z0-9-]*=.+)*$/, 'must be a DN such as dc=example,dc=com');

/** Tells whether all parentheses are closed. The parser accepts a filter whose last ones are missing. */
function isClosed(filter: string): boolean {
  const count = (mark: string) => filter.split(mark).length;
  return /^\(.+\)$/s.test(filter) && count('(') === count(')');
}

export const ldapFilter = z
  .string()
  .refine(
    (value) => isClosed(value) && passes(() => FilterParser.parseString(value)),
    'must be an LDAP filter in parentheses such as (!(adminCount=1))',
  );

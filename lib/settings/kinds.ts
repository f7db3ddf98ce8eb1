import { X509Certificate } from 'node:crypto';
import { FilterParser } from 'ldapts';
import * as z from 'zod';

/** Kinds of values that settings have. Each also accepts text, because the command line gives text. */

/** Origin as a browser sends it (lower case, no default port), because origins are compared byte for byte. */
export const origin = z
  .string()
  .refine(
    (value) => /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(value) && URL.parse(value)?.origin === value,
    'must be an exact origin in lower case such as https://login.example.com, without path, default port or wildcard',
  );

export const domainName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be a domain name in lower case such as mail.example.com, without a dot at the end',
  );

export const certificate = (region: string, pattern: RegExp) =>
  z.string().regex(pattern, `must be the ARN of a certificate in ${region}`);

export const integer = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);

export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean('must be true or false'),
);

export const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(entry));

export const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour as #rrggbb, such as #1f5c57')
  .transform((value): `#${string}` => `#${value.slice(1).toLowerCase()}`);

/** Path of a file in the folder `brand/`. Everything that a stack is made from must be in the repository. */
export const brandFile = (extension: 'png' | 'json') =>
  z
    .string()
    .regex(
      new RegExp(`^brand/([\\w-][\\w.-]*/)*[\\w-][\\w.-]*\\.${extension}$`),
      `must be a ${extension.toUpperCase()} file in the folder brand of this repository: brand/….${extension}`,
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

/** Maximum length in characters. Lambda takes 4 KB of variables for a function in all. */
const MAXIMUM_PEM = 2400;

/** Certificates as PEM text. */
export const pem = z
  .string()
  .max(
    MAXIMUM_PEM,
    `must be at most ${MAXIMUM_PEM} characters; give only the root that signed the servers' certificates`,
  )
  .refine(
    (value) =>
      value.replaceAll(PEM, '').trim() === '' &&
      (value.match(PEM) ?? []).every((one) => passes(() => new X509Certificate(one))) &&
      value.includes('BEGIN'),
    'must be a certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
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

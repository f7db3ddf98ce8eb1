import * as z from 'zod';

/** The kinds of values that settings have. Each accepts what the command line gives too, which is text. */

/** Written as a browser sends it (lower case, no default port), because origins are compared byte for byte. */
export const origin = z
  .string()
  .refine(
    (value) => /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(value) && URL.parse(value)?.origin === value,
    'must be an exact origin in lower case such as https://login.example.com, without a path, a default port or a wildcard',
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

export const integer = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean('must be true or false'),
);

export const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(entry));

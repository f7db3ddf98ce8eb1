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

export const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'must be a colour as #rrggbb, such as #1f5c57')
  .transform((value): `#${string}` => `#${value.slice(1).toLowerCase()}`);

/** A file of the folder `brand/`, so that all that a stack is made from is in the repository. */
export const brandFile = (extension: 'png' | 'json') =>
  z
    .string()
    .regex(
      new RegExp(`^brand/([\\w-][\\w.-]*/)*[\\w-][\\w.-]*\\.${extension}$`),
      `must be a ${extension.toUpperCase()} file in the folder brand of this repository, such as brand/mine.${extension}`,
    );

/** Where help is: written as a person would type it. */
export const contact = z.union([z.email(), z.url({ protocol: /^https$/, hostname: z.regexes.domain })], {
  error: 'must be an e-mail address such as help@example.com, or a URL that begins with https://',
});

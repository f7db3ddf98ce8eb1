import * as z from 'zod/mini';
import { isLanguage } from '../languages.ts';

/** The kinds of values that variables have. A variable is text and never empty. */

export const text = z.string().check(z.minLength(1));

/** Text, of which one word stands for none. */
export const textOr = (none: string) =>
  z.pipe(
    text,
    z.transform((value: string) => (value === none ? undefined : value)),
  );

export const url = z.url();

/** Separated by commas. */
export const list = z.pipe(
  text,
  z.transform((value: string) => value.split(',').filter((entry) => entry !== '')),
);

export const integer = (least: number, most: number) =>
  z.pipe(
    text.check(z.regex(/^\d+$/, 'must be a whole number')),
    z.pipe(
      z.transform((value: string) => Number(value)),
      z.number().check(z.minimum(least), z.maximum(most)),
    ),
  );

export const share = z.pipe(
  text.check(z.regex(/^[01](\.\d+)?$/, 'must be a number from 0 to 1')),
  z.pipe(
    z.transform((value: string) => Number(value)),
    z.number().check(z.minimum(0), z.maximum(1)),
  ),
);

export const passwordHash = z.enum(['argon2id', 'scrypt']);

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

/** The brand of the mails, as JSON. `logo` is a path on the host of the pages; `texts` are by language and key. */
export const brand = z.pipe(
  json,
  z.object({
    logo: z.optional(z.string().check(z.startsWith('/'))),
    colours: z.object({ accent: colour, onAccent: colour, accentDark: colour, onAccentDark: colour }),
    supportContact: z.optional(text),
    texts: z.partialRecord(z.string().check(z.refine(isLanguage)), z.record(z.string(), z.string())),
  }),
);

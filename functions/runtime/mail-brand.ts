import * as z from 'zod/mini';
import { isLanguage } from '../domain/languages.ts';
import { type Variable, WrongVariable } from './variables.ts';

function schema() {
  const text = z.string().check(z.minLength(1));
  const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/));
  return z.object({
    logo: z.optional(z.string().check(z.startsWith('/'))),
    colours: z.object({ accent: colour, onAccent: colour, accentDark: colour, onAccentDark: colour }),
    supportContact: z.optional(text),
    texts: z.partialRecord(z.string().check(z.refine(isLanguage)), z.record(z.string(), z.string())),
  });
}

/** Brand of the mails, as JSON. `logo` is a path on the host of the pages; `texts` are by language and key. */
export const mailBrand: Variable<z.output<ReturnType<typeof schema>>> = (variable) => {
  const result = schema().safeParse(jsonOf(variable));
  if (result.success) return result.data;
  throw new WrongVariable(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(', '));
};

function jsonOf(variable: string): unknown {
  try {
    return JSON.parse(variable);
  } catch {
    throw new WrongVariable('must be JSON');
  }
}

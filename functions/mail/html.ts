const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Escapes a value for HTML text and quoted attributes. */
export const escapeHtml = (value: string): string =>
  value.replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character);

/** Control characters, line and paragraph separators, and overrides of the writing direction. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Replaces unprintable characters, so that a value can neither start a line nor imitate another value. */
export const printable = (value: string): string => value.toWellFormed().replaceAll(UNPRINTABLE, '\uFFFD');

declare const isHtml: unique symbol;

/** Text that is safe as HTML. Mails are built from this type, so that a raw value is a compile error. */
export type Html = string & { readonly [isHtml]: true };

/** Escapes a value for HTML text or a quoted attribute. This is the only way to make it {@link Html}. */
export const inert = (value: string): Html => escapeHtml(printable(value)) as Html;

/**
 * Accepts a colour for an attribute or a style, where escaping is not enough.
 *
 * @throws unless it is `#` with three or six hex digits
 */
export function hexColour(value: string): Html {
  if (!/^#(?:[0-9a-f]{3}){1,2}$/i.test(value)) throw new Error(`a colour of the brand is not like #1f5c57: ${value}`);
  return value as Html;
}

/** Makes HTML of literal text and safe values. */
export const html = (literals: TemplateStringsArray, ...values: readonly Html[]): Html =>
  String.raw({ raw: literals }, ...values) as Html;

/** Joins safe pieces. */
export const joined = (pieces: readonly Html[]): Html => pieces.join('') as Html;

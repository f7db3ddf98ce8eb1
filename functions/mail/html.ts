const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Makes a value inert as HTML text and inside a quoted attribute. */
export const escapeHtml = (value: string): string =>
  value.replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character);

/** Control characters, separators of lines and paragraphs, and what overrides the direction of writing. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Keeps a value on its line and in its order, so that it can pretend to be neither another line nor another value. */
export const printable = (value: string): string => value.toWellFormed().replaceAll(UNPRINTABLE, '\uFFFD');

declare const isHtml: unique symbol;

/** Text that is safe as HTML. Whatever stands in a mail is made of it, so that a raw value there is a compile error. */
export type Html = string & { readonly [isHtml]: true };

/** A value as HTML text or inside a quoted attribute: the one way for it to become HTML. */
export const inert = (value: string): Html => escapeHtml(printable(value)) as Html;

/** A colour for an attribute or a style, where escaping would not do. Throws unless it is `#` and three or six hex digits. */
export function hexColour(value: string): Html {
  if (!/^#(?:[0-9a-f]{3}){1,2}$/i.test(value)) throw new Error(`a colour of the brand is not like #1f5c57: ${value}`);
  return value as Html;
}

/** HTML of literal text and safe values. */
export const html = (literals: TemplateStringsArray, ...values: readonly Html[]): Html =>
  String.raw({ raw: literals }, ...values) as Html;

export const joined = (pieces: readonly Html[]): Html => pieces.join('') as Html;

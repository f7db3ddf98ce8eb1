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

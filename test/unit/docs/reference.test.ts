import { readFileSync } from 'node:fs';
import { generatedDocuments, REPOSITORY } from '../../../docs/site/reference/documents.ts';
import { linkedPaths } from '../../../docs/site/reference/linked-paths.ts';
import { commentsIn, settingsPage } from '../../../docs/site/reference/settings.ts';
import { wrapped } from '../../../docs/site/reference/wrapped.ts';
import { settingsSchema } from '../../../lib/settings/schema.ts';

const committed = (path: string) => readFileSync(new URL(path, REPOSITORY), 'utf8');
const settings = committed('docs/reference/settings.md');

test.each(Object.entries(generatedDocuments))(
  '%s is what the code makes now: npm run reference',
  async (path, make) => {
    expect(committed(path)).toBe(await make());
  },
);

test('every setting has a heading of its own', () => {
  const headings = new Set(Array.from(settings.matchAll(/^### (.+)$/gm), ([, name]) => name));
  expect(headings).toEqual(new Set(Object.keys(settingsSchema.shape)));
});

test('a setting shows its kind, bounds and default', () => {
  expect(settings).toContain('### otpDigits\n\n*integer from 6 to 12 · default `8`*\n');
  expect(settings).toContain('### waf\n\n*`true` or `false` · default `true`*\n');
  expect(settings).toContain('### senderAddress\n\n*e-mail address · required*\n');
  expect(settings).toContain('### siteUrl\n\n*text · optional*\n');
  expect(settings).toContain('### ldapUrls\n\n*list of texts · optional*\n');
});

test('a setting without a comment is refused', () => {
  expect(() => settingsPage((path) => committed(path).replaceAll('Digits of a code, 6 to 12', '*/ /*'))).toThrow(
    'The setting otpDigits has no comment in lib/settings',
  );
});

test('a comment of several lines is one text', () => {
  const source =
    'export const group = {\n  /** One. */\n  first: 1,\n  /**\n   * Two,\n   * `**` too.\n   */\n  second: 2,\n};\n';
  expect([...commentsIn(source)]).toEqual([
    ['first', 'One.'],
    ['second', 'Two, `**` too.'],
  ]);
});

test('the paths of documents become links', () => {
  expect(linkedPaths('See docs/guides/captcha.md, and docs/reference/guess-budget.md#time.')).toBe(
    'See [captcha](../guides/captcha.md), and [guess budget](guess-budget.md#time).',
  );
});

test('a line is broken between words, and not within code', () => {
  const word = 'x'.repeat(59);
  expect(wrapped(`${word} ${word} y`)).toBe(`${word} ${word}\ny`);
  expect(wrapped(`${word} \`${word} y\``)).toBe(`${word}\n\`${word} y\``);
});

import { diagram } from '../../../docs/site/diagrams.ts';
import { siteLink } from '../../../docs/site/links.ts';
import { sidebarOf } from '../../../docs/site/navigation.ts';

const REPOSITORY = 'https://github.com/example/password-reset';

test.each([
  ['docs/README.md', 'guides/captcha.md#on-a-laptop', '/guides/captcha.md#on-a-laptop'],
  ['docs/adr/0001-validation-in-the-function.md', '../../ARCHITECTURE.md', '/architecture.md'],
  ['docs/guides/embedding.md', '../../examples/embedding-next', '/examples/embedding-next.md'],
  ['docs/reference/api.md', 'openapi.json', '/reference/openapi.json'],
  ['README.md', 'docs/images/journey.png', '/images/journey.png'],
  ['README.md', 'LICENSE', '/LICENSE.txt'],
  ['README.md', '#try-it', '#try-it'],
  ['README.md', 'https://example.com/a', 'https://example.com/a'],
  ['docs/guides/brand.md', '../../lib/brand', `${REPOSITORY}/tree/HEAD/lib/brand`],
  ['docs/reference/mails.md', '../../functions/mail/html.ts', `${REPOSITORY}/blob/HEAD/functions/mail/html.ts`],
])('in %s the link %s becomes %s', (from, link, expected) => {
  expect(siteLink(link, from, REPOSITORY)).toBe(expected);
});

test('a link to code is none where the repository has no address', () => {
  expect(siteLink('../../lib/brand', 'docs/guides/brand.md', undefined)).toBeUndefined();
});

test('a link to a file that does not exist stops the build', () => {
  expect(() => siteLink('nowhere.md', 'docs/README.md', REPOSITORY)).toThrow(
    'docs/README.md links to docs/nowhere.md, which does not exist',
  );
});

test('a diagram loads nothing, styles nothing else, and takes the colours of the theme', () => {
  const svg = diagram('flowchart LR\n  one[first] -->|goes to| two[second]\n');
  expect(svg).toMatch(/^<svg /);
  expect(svg).toContain('>first<');
  expect(svg).toContain('--fg:var(--vp-c-text-1)');
  expect(svg).not.toMatch(/<style|https?:\/\/(?!www\.w3\.org)|<script/);
});

test('a wide flow runs from top to bottom', () => {
  const flow = (direction: string) =>
    diagram(
      `flowchart ${direction}\n${Array.from('abcdefgh', (name, index) => `  ${name}${index}[a long name of a box] --> n${index}[another]\n  n${index} --> ${'abcdefgh'[index + 1] ?? 'z'}${index + 1}`).join('\n')}\n`,
    );
  expect(flow('LR')).toBe(flow('TD'));
});

test('a document that no section names is in the sidebar under its heading', () => {
  const sidebar = sidebarOf(new Map([['guides/new.md', 'docs/guides/captcha.md']]));
  expect(sidebar.at(-1)).toMatchObject({ text: 'More', items: [{ text: 'Captcha', link: '/guides/new' }] });
});

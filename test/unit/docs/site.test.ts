import { mkdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { pageOf, repositoryFiles } from '../../../docs/site/sources.ts';
import { axeFindings } from '../../e2e/browser/axe.ts';
import { Complaints, launchBrowser } from '../../e2e/browser/browser.ts';
import { BuiltSite } from './built-site.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../e2e/browser/screenshots/docs/', import.meta.url));

let site: BuiltSite;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  site = await BuiltSite.build();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.[Symbol.asyncDispose]();
});

const pages = () => site.files.filter((file) => file.endsWith('.html') && file !== '404.html');

/** The values of an attribute in the HTML of a page. */
const valuesOf = (attribute: string, html: string): string[] =>
  Array.from(html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g')), ([, value = '']) => value);

/** Internal links and pictures of a page that lead nowhere. */
function brokenIn(page: string): string[] {
  const html = site.text(page);
  return [...valuesOf('href', html), ...valuesOf('src', html)].filter((link) => {
    if (/^(https?:|mailto:|data:)/.test(link)) return false;
    const [path = '', anchor = ''] = link.replaceAll('&amp;', '&').split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path.replace(/(^|\/)$/, '$1index.html')));
    if (!site.files.includes(target)) return true;
    return anchor !== '' && !valuesOf('id', site.text(target)).includes(decodeURIComponent(anchor));
  });
}

test('every document is a page, and no link, picture or anchor of one leads nowhere', () => {
  const documents = repositoryFiles().flatMap((file) => pageOf(file) ?? []);
  expect(documents.length).toBeGreaterThan(80);
  expect(new Set(pages())).toEqual(new Set(documents.map((page) => page.replace(/md$/, 'html'))));
  const broken = pages().flatMap((page) => brokenIn(page).map((link) => `${page}: ${link}`));
  expect(broken).toEqual([]);
});

test('every guide and every reference is in the sidebar', () => {
  const links = new Set(valuesOf('href', site.text('introduction.html')).map((link) => link.replace(/^\.\//, '')));
  const missing = pages().filter((page) => /^(guides|reference)\//.test(page) && !links.has(page));
  expect(missing).toEqual([]);
});

test('a diagram is a picture in the page', () => {
  const architecture = site.text('architecture.html');
  expect(architecture.match(/<svg xmlns="[^"]*" viewBox/g)).toHaveLength(2);
  expect(architecture).not.toContain('sequenceDiagram');
});

interface Look {
  readonly name: string;
  readonly page: string;
  readonly width: number;
  readonly dark: boolean;
}

/** Each kind of page, as a wide window and as a phone shows it. */
const LOOKS: readonly Look[] = ['index', 'guides/quick-start', 'reference/settings', 'architecture'].flatMap((page) => [
  { name: `${page} on a wide window`, page, width: 1280, dark: false },
  { name: `${page} on a wide window in the dark`, page, width: 1280, dark: true },
  { name: `${page} on a phone in the dark`, page, width: 375, dark: true },
]);

/** Opens a page that may load nothing from elsewhere, and passes it to `look`. */
async function visit<Seen>({ page: path, width, dark }: Omit<Look, 'name'>, look: (page: Page) => Promise<Seen>) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    const complaints = new Complaints(page);
    await page.goto(`${site.url}${path}.html`, { waitUntil: 'networkidle' });
    const seen = await look(page);
    expect([...asked]).toEqual([new URL(site.url).origin]);
    expect(complaints.all).toEqual([]);
    return seen;
  } finally {
    await context.close();
  }
}

test.each(LOOKS)('axe finds nothing, and nothing is wider than the window: $name', async ({ name, ...where }) => {
  const found = await visit(where, async (page) => {
    await page.screenshot({ path: `${SCREENSHOTS}${name.replaceAll(/\W+/g, '-')}.png` });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    // Whether the text of a picture or beside a drawn border has contrast is not for axe to decide.
    const violations = (await axeFindings(page, 'all')).filter((finding) => finding.startsWith('violates'));
    return [...violations, ...(beyond > 0 ? [`${beyond} px wider than the window`] : [])];
  });
  expect(found).toEqual([]);
});

test('the search finds a setting without a network', async () => {
  const where = { page: 'index', width: 1280, dark: false };
  const hit = await visit(where, async (page) => {
    await page.keyboard.press('Control+k');
    await page.locator('#localsearch-input').fill('otpDigits');
    const first = page.locator('.VPLocalSearchBox .result').first();
    await first.waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}search.png` });
    return first.getAttribute('href');
  });
  expect(hit).toContain('reference/settings.html#otpdigits');
});

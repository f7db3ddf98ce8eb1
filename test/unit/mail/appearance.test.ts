import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { everyLanguage, languages } from '../../../functions/domain/languages.ts';
import type { Message } from '../../../functions/ports.ts';
import type { Brand } from '../../../functions/mail/content.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { axeFindings } from '../../e2e/browser/axe.ts';
import { launchBrowser } from '../../e2e/browser/browser.ts';
import { brand, everyMessage, fullBrand, otpByAdministratorMessage, otpMessage } from './messages.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../e2e/browser/screenshots/mails/', import.meta.url));

/** CSS pixels: the smallest phone, and the reading pane of a mail program. */
const WIDTHS = [320, 640];

const THEMES = [
  { colorScheme: 'light', rules: 'all' },
  // Rules that do not depend on colours would give the same results again.
  { colorScheme: 'dark', rules: 'colours' },
] as const;

/** A mail is shown inside a page or window of the mail program, which has headings and landmarks. */
const OF_PAGES = ['bypass', 'page-has-heading-one', 'landmark-one-main', 'region'];

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><rect width="40" height="40" rx="8" fill="#1f5c57"/>
<text x="50" y="28" font-family="sans-serif" font-size="22" fill="#1f5c57">Example</text></svg>`;

let browser: Browser;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

interface Shown {
  readonly message: Message;
  readonly brand: Brand;
  readonly images?: 'blocked';
}

/** Shows a mail in a page that loads nothing but the logo, and passes the page to `look`. */
async function show<Seen>({ message, brand, images }: Shown, look: (page: Page) => Promise<Seen>): Promise<Seen> {
  const page = await browser.newPage({ viewport: { width: 640, height: 800 } });
  try {
    const asked: string[] = [];
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return images === 'blocked' ? route.abort() : route.fulfill({ body: LOGO, contentType: 'image/svg+xml' });
    });
    await page.setContent(renderMail(message, brand).html, { waitUntil: 'load' });
    const seen = await look(page);
    expect(asked).toEqual(brand.logoUrl === undefined ? [] : [brand.logoUrl]);
    return seen;
  } finally {
    await page.close();
  }
}

/** Finds all problems in both themes at all widths. With a name, it saves a screenshot of each. */
async function problemsOf(page: Page, picture?: string): Promise<string[]> {
  const problems: string[] = [];
  for (const { colorScheme, rules } of THEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (beyond > 0) problems.push(`${width} px: ${beyond} px wider than the window`);
      const path = `${SCREENSHOTS}${picture}-${colorScheme}-${width}.png`;
      if (picture !== undefined) await page.screenshot({ path, fullPage: true });
    }
    const found = await axeFindings(page, rules);
    problems.push(...found.map((problem) => `${colorScheme}: ${problem}`));
  }
  return problems.filter(
    (problem) =>
      !OF_PAGES.some((rule) => problem.includes(`violate ${rule}:`) || problem.includes(`violates ${rule}:`)),
  );
}

const mails = [
  ...everyMessage.map((message) => [message.kind, message] as const),
  ['by-administrator', otpByAdministratorMessage] as const,
];

describe.each(everyLanguage)('in %s', (locale) => {
  test.each(mails)('a mail is legible in light and in dark mode, and axe finds nothing (%s)', async (name, message) => {
    const shown = { message: { ...message, locale }, brand: fullBrand };
    expect(await show(shown, (page) => problemsOf(page, `${locale}-${name}`))).toEqual([]);
  });

  test('a mail has the direction of its language, and values have their own', async () => {
    const edges = await show({ message: { ...otpMessage, locale }, brand }, (page) =>
      page.evaluate(() => {
        const rectangle = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
        const code = rectangle('strong[dir=ltr].code');
        const link = rectangle('.quiet a');
        const { direction } = getComputedStyle(document.querySelector('.code') ?? document.body);
        return {
          direction,
          code: [code?.left ?? 0, window.innerWidth - (code?.right ?? 0)],
          link: [link?.left ?? 0, window.innerWidth - (link?.right ?? 0)],
        };
      }),
    );
    expect(edges.direction).toBe('ltr');
    const [left = 0, right = 0] = edges.link;
    expect(left < right).toBe(languages[locale].direction === 'ltr');
    // The code is in the middle.
    expect(Math.abs((edges.code[0] ?? 0) - (edges.code[1] ?? 0))).toBeLessThan(2);
  });
});

test('without images, the product name replaces the logo', async () => {
  const shown = { message: otpMessage, brand: fullBrand, images: 'blocked' } as const;
  const problems = await show(shown, async (page) => {
    const size = await page.evaluate(() => document.querySelector('img')?.getBoundingClientRect().width ?? 0);
    // There is room for the name; an image without one has only the width of its padding.
    expect(size).toBeGreaterThan(100);
    return problemsOf(page, 'en-otp-without-pictures');
  });
  expect(problems).toEqual([]);
});

test('without an own brand a mail is legible too', async () => {
  expect(await show({ message: otpMessage, brand }, (page) => problemsOf(page, 'en-otp-unbranded'))).toEqual([]);
});

test('a click on the code selects exactly the code', async () => {
  const selected = await show({ message: otpMessage, brand }, async (page) => {
    await page.locator('.code').click();
    return page.evaluate(() => String(window.getSelection()));
  });
  expect(selected.trim()).toBe('04711815');
});

test('the code is visible on a phone without scrolling', async () => {
  for (const locale of everyLanguage) {
    const bottom = await show({ message: { ...otpByAdministratorMessage, locale }, brand: fullBrand }, async (page) => {
      await page.setViewportSize({ width: 320, height: 568 });
      return page.evaluate(() => document.querySelector('.code')?.getBoundingClientRect().bottom ?? Infinity);
    });
    expect(bottom).toBeLessThan(400);
  }
});

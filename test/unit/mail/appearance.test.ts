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

/** CSS pixels: a telephone's, and the reading pane of a mail program. */
const WIDTHS = [390, 640];

const THEMES = [
  { colorScheme: 'light', rules: 'all' },
  // The rules that know no colours would find the same again.
  { colorScheme: 'dark', rules: 'colours' },
] as const;

/** A mail is shown inside a page or a window of the mail program, which has headings and landmarks. */
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

/** Shows a mail in a page that loads nothing but the logo, and gives the page to `look`. */
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

/** Everything that is wrong in either theme at any width. A picture of each is kept where it has a name. */
async function faultsOf(page: Page, picture?: string): Promise<string[]> {
  const faults: string[] = [];
  for (const { colorScheme, rules } of THEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (beyond > 0) faults.push(`${width} px: ${beyond} px wider than the window`);
      const path = `${SCREENSHOTS}${picture}-${colorScheme}-${width}.png`;
      if (picture !== undefined) await page.screenshot({ path, fullPage: true });
    }
    const found = await axeFindings(page, rules);
    faults.push(...found.map((fault) => `${colorScheme}: ${fault}`));
  }
  return faults.filter(
    (fault) => !OF_PAGES.some((rule) => fault.includes(`violate ${rule}:`) || fault.includes(`violates ${rule}:`)),
  );
}

const mails = [
  ...everyMessage.map((message) => [message.kind, message] as const),
  ['by-administrator', otpByAdministratorMessage] as const,
];

describe.each(everyLanguage)('in %s', (locale) => {
  test.each(mails)('a mail is legible in light and in dark, and axe finds nothing (%s)', async (name, message) => {
    const shown = { message: { ...message, locale }, brand: fullBrand };
    expect(await show(shown, (page) => faultsOf(page, `${locale}-${name}`))).toEqual([]);
  });

  test('a mail runs in the direction of the language, and values in their own', async () => {
    const edges = await show({ message: { ...otpMessage, locale }, brand }, (page) =>
      page.evaluate(() => {
        const [first, last] = ['strong[dir=ltr].code', 'a'].map((selector) =>
          document.querySelector(selector)?.getBoundingClientRect(),
        );
        const { direction } = getComputedStyle(document.querySelector('.code') ?? document.body);
        return {
          direction,
          code: [first?.left ?? 0, window.innerWidth - (first?.right ?? 0)],
          link: [last?.left ?? 0, window.innerWidth - (last?.right ?? 0)],
        };
      }),
    );
    expect(edges.direction).toBe('ltr');
    for (const [left = 0, right = 0] of [edges.code, edges.link]) {
      expect(left < right).toBe(languages[locale].direction === 'ltr');
    }
  });
});

test('without pictures, the name of the product stands in place of the logo', async () => {
  const shown = { message: otpMessage, brand: fullBrand, images: 'blocked' } as const;
  const faults = await show(shown, async (page) => {
    const size = await page.evaluate(() => document.querySelector('img')?.getBoundingClientRect().width ?? 0);
    // Room for the name, where a picture without one takes the width of its padding.
    expect(size).toBeGreaterThan(100);
    return faultsOf(page, 'en-otp-without-pictures');
  });
  expect(faults).toEqual([]);
});

test('without a brand of its own a mail is as legible', async () => {
  expect(await show({ message: otpMessage, brand }, (page) => faultsOf(page, 'en-otp-unbranded'))).toEqual([]);
});

test('a click on the code selects the whole of it, and nothing else', async () => {
  const selected = await show({ message: otpMessage, brand }, async (page) => {
    await page.locator('.code').click();
    return page.evaluate(() => String(window.getSelection()));
  });
  expect(selected.trim()).toBe('04711815');
});

test('the code is seen without scrolling on a telephone', async () => {
  for (const locale of everyLanguage) {
    const bottom = await show({ message: { ...otpByAdministratorMessage, locale }, brand: fullBrand }, async (page) => {
      await page.setViewportSize({ width: 320, height: 568 });
      return page.evaluate(() => document.querySelector('.code')?.getBoundingClientRect().bottom ?? Infinity);
    });
    expect(bottom).toBeLessThan(400);
  }
});

import type { Browser } from 'playwright-core';
import { everyLanguage } from '../../../functions/domain/languages.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { launchBrowser } from './browser.ts';
import { findingsOf } from './findings.ts';
import { Visitor } from './visitor.ts';

const FALLBACK = 'This page is slow to load, or could not be loaded.';
/** A token of the right form. */
const TOKEN = `${'A'.repeat(43)}.${'B'.repeat(43)}`;

const MAIN = '**/assets/main-*.js';
const LANGUAGES = /\/assets\/(en|de)-[^/]*\.js$/;

const deployment = new Deployment();
const { endpoints } = deployment;
let browser: Browser;
let person: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(() => person.leave());

async function arrive(locale = 'en-US'): Promise<Visitor> {
  person = await Visitor.arrive(browser, { site: endpoints.site, locale });
  return person;
}

test.each([
  ['the main script', MAIN],
  ['every language', LANGUAGES],
] as const)('without %s the page says so, and “Try again” keeps the request of a mail’s link', async (_what, file) => {
  const { page } = await arrive();
  await page.route(file, (route) => route.abort());
  await person.open(`/report#${TOKEN}`);
  await person.sees(FALLBACK);
  expect(await page.getByText('Diese Seite').isVisible()).toBe(false);
  await page.unroute(file);
  await person.follow('Try again');
  await person.page.getByRole('button', { name: 'Stop the request' }).waitFor();
  expect(await page.getByText(FALLBACK).count()).toBe(0);
});

test('a main script that is gone shows the same at once, however early the browser learns of it', async () => {
  const { page } = await arrive();
  // The first script runs after the error event of the main one.
  const refused = page.waitForResponse(MAIN);
  await page.route('**/first.js', async (route) => {
    await refused;
    await route.continue();
  });
  await page.route(MAIN, (route) => route.fulfill({ status: 404 }));
  await person.open('/');
  const shown = page.locator('.fallback-now');
  await shown.waitFor();
  expect(await shown.getByText(FALLBACK).isVisible()).toBe(true);
});

test('a main script that never arrives shows the same after some seconds, in the browser’s language', async () => {
  const { page } = await arrive('de-AT');
  await page.route(MAIN, () => undefined);
  await person.page.goto(`${endpoints.site}/`, { waitUntil: 'commit' });
  await person.sees('Diese Seite lädt langsam oder konnte nicht geladen werden.');
  expect(await page.getByText(FALLBACK).isVisible()).toBe(false);
});

test('without the first script the pages come up, and without both scripts the sentence is there in every language', async () => {
  const { page } = await arrive();
  await page.route('**/first.js', (route) => route.abort());
  await person.open('/');
  await person.heading('Log in');
  await page.route(MAIN, (route) => route.abort());
  await person.open('/forgot-password');
  await person.sees(FALLBACK);
  expect(await page.locator('#fallback p:visible').count()).toBe(7);
});

test('where scripts are off the page says what to do, in every language', async () => {
  person = await Visitor.arrive(browser, { site: endpoints.site, scripts: false });
  await person.open('/forgot-password');
  const texts = person.page.locator('main:visible p');
  const tags = await texts.evaluateAll((all) => all.map((text) => (text as HTMLElement).lang));
  expect(tags.toSorted()).toEqual([...everyLanguage].toSorted());
  for (const text of await texts.allTextContents()) expect(text).toContain('JavaScript');
  await person.keep('scripts-off');
});

test('axe finds nothing on the page for browsers whose scripts are off', async () => {
  const { page } = await arrive();
  // axe is a script itself, so it looks at what such a browser shows.
  await page.route('**/forgot-password', async (route) => {
    const response = await route.fetch();
    const shown = (await response.text())
      .replaceAll(/<script.*?<\/script>|<\/?noscript>/gs, '')
      .replace('id="fallback"', 'hidden');
    await route.fulfill({ response, body: shown });
  });
  await person.open('/forgot-password');
  await person.heading('JavaScript');
  expect(await findingsOf(person, { name: 'scripts-off' })).toEqual([]);
});

test.each(['null', 'refused', 'full'] as const)(
  'with a storage that is %s the pages remember within the page',
  async (how) => {
    const { page } = await arrive();
    await page.addInitScript((kind) => {
      const refuse = () => {
        throw new DOMException('The storage is refused', 'SecurityError');
      };
      const get = kind === 'null' ? () => null : refuse;
      if (kind === 'full') Storage.prototype.setItem = refuse;
      else for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get });
    }, how);
    await person.open('/forgot-password');
    await person.chooseLanguage('Deutsch');
    await person.chooseLanguage('English');
    await person.fill('User ID', 'nobody');
    await person.tick();
    await person.press('RESET PASSWORD');
    await person.heading('Enter the code');
    expect(person.complaints.all).toEqual([]);
  },
);

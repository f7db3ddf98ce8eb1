import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { pageBrandOf } from '../../../lib/brand/brand.ts';
import { checkSettings } from '../../../lib/settings/check.ts';
import { laptop } from '../../../lib/settings/stages/laptop.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { renewAllowances } from './allowances.ts';
import { axeFindings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { type State, states } from './states.ts';
import { Visitor } from './visitor.ts';

const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

const EXAMPLE = {
  productName: 'Harbour Trust',
  logoFile: 'brand/example/logo.png',
  brandColour: '#8a1c4a',
  supportContact: 'help@harbour.example',
  textsFile: 'brand/example/texts.json',
};

/** Brands under test, each with its own user. */
const BRANDS: readonly { brand: string; userId: string; settings: Record<string, string> }[] = [
  { brand: 'unbranded', userId: 'user-0141', settings: {} },
  { brand: 'branded', userId: 'user-0142', settings: EXAMPLE },
  {
    // The colours are close to the refused ones: colours that pass at synth must pass here.
    brand: 'faint',
    userId: 'user-0143',
    settings: {
      productName: 'The Friendly Society of Municipal Libraries, Reading Rooms',
      brandColour: '#707070',
      brandColourDark: '#878787',
      supportContact: 'https://libraries.example/readers/help/',
    },
  },
];

const STUCK = ['captcha-not-loaded', 'no-attempts-left'];
const PAGES = ['log-in', ...STUCK];

const deployment = new Deployment();
const { endpoints } = deployment;
let browser: Browser;

beforeAll(async () => {
  await renewAllowances(endpoints, [...BRANDS.map(({ userId }) => userId), 'user-0144']);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Opens the pages as a stage with these settings serves them. */
async function arrive(
  settings: Record<string, string>,
  options: { provoked?: readonly number[]; locale?: string } = {},
) {
  const checked = checkSettings(laptop, settings);
  const branded = { productName: checked.productName, brand: pageBrandOf(checked) };
  const person = await Visitor.arrive(browser, { site: endpoints.site, ...options });
  await person.page.route('**/config.json', async (route) => {
    const config: object = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, ...branded } });
  });
  const { logoFile } = checked;
  if (logoFile !== undefined) {
    const logo = { contentType: 'image/png', body: readFileSync(logoFile) };
    await person.page.route('**/logo.png', (route) => route.fulfill(logo));
  }
  return person;
}

/** Returns axe's findings and overflows in every theme and size, and keeps a picture of each. */
async function problemsOf({ page, keep }: Visitor, picture: string): Promise<string[]> {
  const faults: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const [theme, media] of Object.entries(THEMES)) {
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
      const found = await axeFindings(page, theme === 'light' ? 'all' : 'colours');
      if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth))
        found.push('is too wide');
      faults.push(...found.map((fault) => `${theme}, ${size.width} px: ${fault}`));
      await keep(`brand/${picture}-${theme}-${size.width}`);
    }
  }
  return faults;
}

describe.each(BRANDS)('$brand pages', ({ brand, userId, settings }) => {
  test.each(states.filter(({ name }) => PAGES.includes(name)))(
    '$name: can be read in every theme',
    async (state: State) => {
      const person = await arrive(settings, { provoked: state.provoked });
      await state.reach({ person, deployment, userId });
      expect(await problemsOf(person, `${brand}-${state.name}`)).toEqual([]);
      expect(person.complaints.all).toEqual([]);
      await person.leave();
    },
  );
});

test('a brand shows its logo, its colours in either theme, its texts and its contact', async () => {
  const person = await arrive(EXAMPLE);
  const { page } = person;
  await person.open('/');
  const logo = page.getByRole('banner').getByRole('img', { name: 'Harbour Trust' });
  expect(await logo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalHeight))).toBe(120);
  await person.sees('Enter your Harbour number and your password.');
  await page.getByRole('textbox', { name: 'Harbour number' }).waitFor();
  expect(await page.title()).toBe('Log in · Harbour Trust');
  const help = page.getByRole('contentinfo').getByRole('link', { name: 'help@harbour.example' });
  expect(await help.getAttribute('href')).toBe('mailto:help@harbour.example');

  const button = page.getByRole('button', { name: 'Log in' });
  const colours = () =>
    button.evaluate((element) => [getComputedStyle(element).backgroundColor, getComputedStyle(element).color]);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await colours()).toEqual(['rgb(138, 28, 74)', 'rgb(255, 255, 255)']);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const [dark, onDark] = await colours();
  expect(dark).not.toBe('rgb(138, 28, 74)');
  expect(onDark).toBe('rgb(0, 0, 0)');

  await person.chooseLanguage('Deutsch');
  await page.getByRole('textbox', { name: 'Hafennummer' }).waitFor();
  // Our text stays where the file has none.
  await person.heading('Anmelden');
  expect(person.complaints.all).toEqual([]);
  await person.leave();
});

test.each(states.filter(({ name }) => STUCK.includes(name)))(
  '$name: help is named in the same place',
  async (state) => {
    const person = await arrive(EXAMPLE, { provoked: state.provoked });
    await state.reach({ person, deployment, userId: 'user-0144' });
    const help = person.page.locator('.notice').getByRole('link', { name: 'help@harbour.example' });
    await help.waitFor();
    expect(person.complaints.all).toEqual([]);
    await person.leave();
  },
);

test('a logo that does not load leaves the product name, readable in either theme', async () => {
  const person = await arrive(EXAMPLE);
  await person.page.route('**/logo.png', (route) => route.fulfill({ status: 404, body: '' }));
  await person.open('/');
  const logo = person.page.getByRole('banner').getByRole('img', { name: 'Harbour Trust' });
  await logo.waitFor();
  const colours = () =>
    logo.evaluate((image) => [getComputedStyle(image).backgroundColor, getComputedStyle(image).color]);
  expect(await colours()).toEqual(['rgba(0, 0, 0, 0)', 'rgb(23, 33, 31)']);
  await person.page.emulateMedia({ colorScheme: 'dark' });
  expect(await colours()).toEqual(['rgb(255, 255, 255)', 'rgb(23, 33, 31)']);
  await person.keep('brand/no-logo-dark');
  await person.leave();
});

test('no default brand is shown before the brand is loaded', async () => {
  const person = await arrive(EXAMPLE);
  await person.page.route('**/config.json', () => undefined);
  await person.open('/');
  await person.sees('One moment…');
  expect(await person.page.getByRole('banner').locator('*').count()).toBe(0);
  await person.leave();
});

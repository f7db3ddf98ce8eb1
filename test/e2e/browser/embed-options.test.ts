import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { launchBrowser } from './browser.ts';
import { HOST_ORIGIN, imported, mountIn, openHostPage, unmountIn } from './host-page.ts';
import { Visitor } from './visitor.ts';

/** What an embedding page gives and is told: user ID, texts, styles, steps and errors. */

const { endpoints } = new Deployment();
let browser: Browser;
let person: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(() => person?.leave());

async function arrive(style = '', provoked: readonly number[] = []): Promise<Page> {
  person = await Visitor.arrive(browser, { site: HOST_ORIGIN, provoked });
  await openHostPage(person.page, endpoints, { style });
  await imported(person.page);
  return person.page;
}

const heading = (name: string) => person.page.locator('h1[aria-level="2"]', { hasText: name }).waitFor();
const userId = () => person.page.getByRole('textbox', { name: 'User ID', exact: true });
const told = (page: Page) => page.evaluate(() => ({ steps: window.watched.steps, errors: window.watched.errors }));

async function tick(page: Page): Promise<void> {
  const frame = page.locator('#place [slot^="captcha"] iframe').contentFrame();
  await frame.getByRole('checkbox').check();
  await frame.getByText('Verified').waitFor();
}

async function ask(page: Page, user: string): Promise<void> {
  await userId().fill(user);
  await tick(page);
  await person.press('RESET PASSWORD');
}

describe('the option userId', () => {
  test('replaces what the tab remembers, and what the user types in its place stays', async () => {
    const page = await arrive();
    await mountIn(page);
    await userId().fill('nobody-before');
    await unmountIn(page);

    await mountIn(page, { userId: 'nobody-here' });
    await heading('Reset your password');
    expect(await userId().inputValue()).toBe('nobody-here');
    await userId().fill('nobody-typed');
    await unmountIn(page);

    await mountIn(page, { userId: 'nobody-here' });
    await heading('Reset your password');
    expect(await userId().inputValue()).toBe('nobody-typed');
    await unmountIn(page);

    await mountIn(page, { userId: 'nobody-else' });
    await heading('Reset your password');
    expect(await userId().inputValue()).toBe('nobody-else');
    expect(person.complaints.all).toEqual([]);
  });

  test('that is no text is reported', async () => {
    const page = await arrive();
    await expect(mountIn(page, { userId: 42 as never })).rejects.toThrow('mount: userId is 42');
    expect(await page.locator('#place').innerHTML()).toBe('');
  });
});

describe('the embedding page is told', () => {
  test('each step, and each failure of the service that the user meets', async () => {
    const page = await arrive('', [429]);
    await mountIn(page);
    await heading('Reset your password');
    await person.follow('Forgot your user ID too?');
    await heading('Find your user ID');
    await person.follow('I know my user ID');
    await heading('Reset your password');
    const problem = { status: 429, code: 'rate-limited', title: 'Too many requests' };
    await page.route('**/password-resets', (route) =>
      route.request().method() === 'OPTIONS'
        ? route.continue()
        : route.fulfill({
            status: 429,
            headers: { 'Access-Control-Allow-Origin': HOST_ORIGIN, 'Content-Type': 'application/problem+json' },
            body: JSON.stringify(problem),
          }),
    );
    await ask(page, 'nobody');
    await person.sees('Too many requests.');
    expect(await told(page)).toEqual({
      steps: ['forgot-password', 'forgot-user-id', 'forgot-password'],
      errors: ['rate-limited'],
    });
    expect(person.complaints.all).toEqual([]);
  });

  test('that the service cannot be reached', async () => {
    const page = await arrive();
    await mountIn(page);
    await page.route('**/password-resets', (route) => route.abort('connectionrefused'));
    await ask(page, 'nobody');
    await person.sees('The service cannot be reached.');
    expect((await told(page)).errors).toEqual(['unreachable']);
  });

  test('that the settings did not load, and the user can try again', async () => {
    const page = await arrive('', [500]);
    await page.route('**/config.json', (route) => route.fulfill({ status: 500 }));
    await mountIn(page);
    await heading('This page cannot be shown right now');
    expect(await told(page)).toEqual({ steps: [], errors: ['settings'] });
    await page.unroute('**/config.json');
    await person.press('Try again');
    await heading('Reset your password');
    expect(await told(page)).toEqual({ steps: ['forgot-password'], errors: ['settings'] });
  });
});

test('texts of the embedding page replace ours, in each language that they are given in', async () => {
  const page = await arrive();
  await mountIn(page, {
    texts: {
      en: { 'forgot.title': 'Set a new shop password', 'forgot.submit': 'Send me a code' },
      de: { 'forgot.title': 'Neues Passwort für den Laden' },
    },
  });
  await heading('Set a new shop password');
  await page.getByRole('button', { name: 'Send me a code' }).waitFor();
  await person.chooseLanguage('Deutsch');
  await heading('Neues Passwort für den Laden');
  // What has no text of the embedding page keeps ours.
  await page.getByRole('button', { name: 'Passwort zurücksetzen' }).waitFor();
  expect(person.complaints.all).toEqual([]);
});

/** Properties that docs/guides/embedding.md names, with a value, and where it shows. */
const PROPERTIES: readonly (readonly [
  property: string,
  value: string,
  selector: string,
  style: string,
  shown: string,
])[] = [
  ['accent', '#8a1c5b', '.button', 'backgroundColor', 'rgb(138, 28, 91)'],
  ['on-accent', '#fff4cc', '.button', 'color', 'rgb(255, 244, 204)'],
  ['surface', '#fffdf5', '.frame', 'backgroundColor', 'rgb(255, 253, 245)'],
  ['ink', '#201030', 'h1', 'color', 'rgb(32, 16, 48)'],
  ['ink-quiet', '#504060', '.lead', 'color', 'rgb(80, 64, 96)'],
  ['line', '#c0b0d0', '.frame', 'borderTopColor', 'rgb(192, 176, 208)'],
  ['input-line', '#806090', '#userId', 'borderTopColor', 'rgb(128, 96, 144)'],
  ['radius', '3px', '#userId', 'borderTopLeftRadius', '3px'],
  ['card-radius', '5px', '.frame', 'borderTopLeftRadius', '5px'],
  ['padding', '11px', '.frame', 'paddingTop', '11px'],
  ['shadow', '0 0 4px rgb(1, 2, 3)', '.frame', 'boxShadow', 'rgb(1, 2, 3) 0px 0px 4px 0px'],
  ['font', 'Georgia', 'h1', 'fontFamily', 'Georgia'],
];

test('the guide names these properties, and no other', () => {
  const guide = readFileSync(new URL('../../../docs/guides/embedding.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/`--password-reset-([a-z-]+)`/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(PROPERTIES.map(([name]) => name)));
});

/** Shown value of a style of the pages. */
const styleOf = (page: Page, selector: string, style: string): Promise<string> =>
  page
    .locator(`.embedded ${selector}`)
    .first()
    .evaluate((element, name) => getComputedStyle(element)[name as 'color'], style);

test.each(['light', 'dark'] as const)('each custom property of the embedding page shows (%s)', async (colorScheme) => {
  const rules = PROPERTIES.map(([property, value]) => `--password-reset-${property}: ${value}`).join('; ');
  const page = await arrive(`main { ${rules} }`);
  await mountIn(page, { colorScheme });
  await heading('Reset your password');
  for (const [property, , selector, style, shown] of PROPERTIES)
    expect([property, await styleOf(page, selector, style)]).toEqual([property, shown]);
  await person.picture(`embed/7-properties-${colorScheme}`);
});

/** Parts that docs/guides/embedding.md names, and an element of each. */
const PARTS: Readonly<Record<string, string>> = {
  card: '.frame',
  heading: 'h1',
  label: 'label',
  input: '#userId',
  button: '.button',
  link: '.after a',
  notice: '.notice',
};

test('each part can be styled by the embedding page', async () => {
  const rules = Object.keys(PARTS).map(
    (part, index) => `.password-reset::part(${part}) { text-indent: ${index + 1}px }`,
  );
  const page = await arrive(rules.join('\n'));
  await mountIn(page);
  await heading('Reset your password');
  await page.context().setOffline(true);
  await person.sees('You are offline.');
  for (const [index, [part, selector]] of Object.entries(PARTS).entries())
    expect([part, await styleOf(page, selector, 'textIndent')]).toEqual([part, `${index + 1}px`]);
});

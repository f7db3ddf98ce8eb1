import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { languages } from '../../../functions/domain/languages.ts';
import { loadLanguage, text } from '../../../web/messages/text.ts';
import { operationOf } from '../../../functions/operations/index.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { renewAllowances } from './allowances.ts';
import { axeFindings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { HOST_ORIGIN, HOSTILE, hostState, imported, mountIn, openHostPage, unmountIn } from './host-page.ts';
import { Visitor } from './visitor.ts';

const deployment = new Deployment();
const { endpoints, mailbox } = deployment;
const USERS = { en: 'user-0123', ar: 'user-0124' } as const;
let browser: Browser;
let person: Visitor;

beforeAll(async () => {
  await renewAllowances(endpoints, Object.values(USERS));
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(() => person?.leave());

async function arrive(style?: string, provoked: readonly number[] = []): Promise<Page> {
  person = await Visitor.arrive(browser, { site: HOST_ORIGIN, provoked });
  await openHostPage(person.page, endpoints, style === undefined ? {} : { style });
  await imported(person.page);
  return person.page;
}

/** Heading of an embedded page, one level below the host page's heading. */
const heading = (name: string) => person.page.locator('h1[aria-level="2"]', { hasText: name }).waitFor();

/** The captcha is in the document itself, not in the shadow tree. */
const frame = () => person.page.locator('#place [slot^="captcha"] iframe').contentFrame();

const box = () => frame().getByRole('checkbox');

async function tick(): Promise<void> {
  await box().check();
  await frame().getByText('Verified').waitFor();
}

/** Markup of the document. Taking a picture hides the cursor and leaves an empty attribute, which is removed. */
const markup = (page: Page) => page.evaluate(() => document.body.innerHTML.replaceAll(' style=""', ''));

/** Waits for the next frame, after which listeners are removed. */
const nextFrame = (page: Page) =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));

/** Returns the computed styles of the pages, element by element. */
const looks = (page: Page) =>
  page.evaluate(() => {
    const tree = document.querySelector('#place > div')?.shadowRoot;
    const elements = [...(tree?.querySelectorAll('.embedded *') ?? [])].filter((each) => each.localName !== 'slot');
    return elements.map((element) => {
      const style = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const names = [...style].filter((name) => !name.startsWith('--') && !/origin|block-size|inline-size/.test(name));
      return [element.className, width, height, ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`)];
    });
  });

test.each(['en', 'ar'] as const)(
  'a password is reset within a hostile page (%s), which stays as it was',
  async (tag) => {
    await loadLanguage(tag);
    const user = USERS[tag];
    const page = await arrive(HOSTILE, [400]);
    const before = await hostState(page);
    const body = await markup(page);
    const preflights = await person.preflights();
    await mountIn(page, { language: tag }, true);

    await heading(text('forgot.title'));
    expect(await page.locator('.embedded').evaluate(({ lang, dir }: HTMLElement) => ({ lang, dir }))).toEqual({
      lang: tag,
      dir: languages[tag].direction,
    });
    await person.press(text('forgot.submit'));
    await person.sees(text('error.userId'));
    await person.fill(text('field.userId'), user);
    await tick();
    await person.picture(`embed/1-forgot-password-${tag}`);
    await person.press(text('forgot.submit'));

    await heading(text('code.title'));
    const otp = otpIn(await mailbox.waitFor(`${user}@example.com`, await person.reference()));
    await person.fill(text('field.otp'), otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10));
    // The page submits by itself.
    await box().click();
    await person.sees(text('code.rejected'));
    await person.picture(`embed/2-enter-code-${tag}`);
    await person.fill(text('field.otp'), otp);
    await box().click();

    await heading(text('password.title'));
    await person.fill(text('field.newPassword'), 'a kettle, a map and eleven keys');
    await person.fill(text('field.confirmPassword'), 'a kettle, a map and eleven keys');
    await tick();
    await person.picture(`embed/3-new-password-${tag}`);
    await person.press(text('password.submit'));
    await heading(text('done.title'));
    await person.picture(`embed/4-done-${tag}`);
    await person.follow(text('done.login'));
    expect(await page.evaluate(() => window.watched.done)).toBe(1);
    expect(await hostState(page)).toEqual(before);

    await unmountIn(page);
    expect(await markup(page)).toBe(body);
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
    expect((await deployment.logIn(user, 'a kettle, a map and eleven keys')).status).toBe(201);
    // Another origin asks before each step, at the host of the pages too.
    const steps = ['start-reset', 'verify-otp', 'complete-reset'] as const;
    expect(new Set(preflights)).toEqual(new Set(steps.map((id) => deployment.siteApi + operationOf(id).path)));
    expect(person.complaints.all).toEqual([]);
  },
);

test('the pages look the same with any styles of the document', async () => {
  const plain = await arrive();
  await mountIn(plain, { language: 'en' });
  await heading('Reset your password');
  await plain.locator('#place iframe').waitFor();
  const own = await looks(plain);
  await person.picture('embed/5-plain');
  await person.leave();

  const hostile = await arrive(HOSTILE);
  await mountIn(hostile, { language: 'en' });
  await heading('Reset your password');
  await hostile.locator('#place iframe').waitFor();
  expect(own.length).toBeGreaterThan(20);
  expect(await looks(hostile)).toEqual(own);
});

test('an unmount leaves only the script of the captcha, and a new mount in the tab continues where it was', async () => {
  const page = await arrive();
  const listening = () =>
    page.evaluate(() => {
      // The provider's script never stops listening to its frames.
      const { message: _provider, ...ours } = window.watched.listening;
      return Object.fromEntries(Object.entries(ours).filter(([, count]) => count !== 0));
    });
  const nodes = () => page.evaluate(() => [...document.head.children].map((each) => each.localName));
  const atFirst = await nodes();
  expect(await listening()).toEqual({});

  await mountIn(page);
  await heading('Reset your password');
  await page.locator('#place iframe').waitFor();
  expect(await listening()).not.toEqual({});
  await page.evaluate((request) => {
    sessionStorage.setItem('password-reset:reset', JSON.stringify(request));
  }, openReset());
  await unmountIn(page);
  await unmountIn(page);
  await nextFrame(page);
  expect(await listening()).toEqual({});
  expect(await nodes()).toEqual([...atFirst, 'script']);
  expect(await page.locator('#place').innerHTML()).toBe('');

  await page.getByRole('textbox', { name: 'Search' }).focus();
  await mountIn(page, { start: 'log-in' });
  await heading('Log in');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('search');
  expect(person.complaints.all).toEqual([]);
});

test('axe finds nothing within another page, in either colour scheme', async () => {
  const page = await arrive();
  for (const colorScheme of ['light', 'dark'] as const) {
    await mountIn(page, { colorScheme });
    await heading('Reset your password');
    await page.locator('#place iframe').waitFor();
    await person.press('RESET PASSWORD');
    await person.sees('Enter your user ID.');
    expect(await axeFindings(page, 'all')).toEqual([]);
    await person.picture(`embed/6-${colorScheme}`);
    await unmountIn(page);
  }
});

test('links lead to the hosted pages in a new tab, and to the team’s login page', async () => {
  const page = await arrive();
  await mountIn(page, { loginUrl: '/login' });
  await heading('Reset your password');
  const href = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href');
  expect(await href('Forgot your user ID too?')).toBe(`${endpoints.site}/forgot-user-id`);
  expect(await href('Back to login')).toBe(`${HOST_ORIGIN}/login`);
  await person.follow('Forgot your user ID too?');
  await heading('Find your user ID');
  expect(page.url()).toBe(`${HOST_ORIGIN}/shop?item=7#reviews`);
  await person.chooseLanguage('Deutsch');
  await loadLanguage('de');
  await heading(text('remind.title'));
  await person.follow(text('forgot.backToLogin'));
  await page.waitForURL(`${HOST_ORIGIN}/login`);
});

test('with an external login page the pages have none, and links to it lead there', async () => {
  const page = await arrive();
  const elsewhere = 'http://localhost:5174/login';
  await page.route(elsewhere, (route) => route.fulfill({ body: 'Welcome' }));
  const config = { ...(await hostedConfig()), loginUrl: elsewhere };
  await mountIn(page, { config, loginUrl: '/login' });
  await heading('Reset your password');
  const href = () => page.getByRole('link', { name: 'Back to login' }).getAttribute('href');
  expect(await href()).toBe(`${HOST_ORIGIN}/login`);
  await unmountIn(page);
  await mountIn(page, { config, start: 'log-in' });
  await heading('Reset your password');
  expect(await href()).toBe(elsewhere);
  await person.follow('Back to login');
  await page.waitForURL(elsewhere);
});

test.each<[string, unknown[], RegExp]>([
  ['no element', ['#place'], /^TypeError: mount: element/],
  ['an unknown start', [{ start: 'report' }], /^TypeError: mount: start is report; .*forgot-password/],
  ['an unknown language', [{ language: 'tlh' }], /^TypeError: mount: language is tlh; .*zh-Hans/],
  ['a configuration that lacks the API', [{ config: {} }], /config\.json: \w+ is missing/],
])('%s is reported', async (_what, wrong, message) => {
  const page = await arrive();
  const thrown = await page.evaluate(([first]) => {
    const place = document.getElementById('place') as Element;
    try {
      if (typeof first === 'string') window.watched.mount(first as never);
      else window.watched.mount(place, first as object);
    } catch (error) {
      return String(error);
    }
    return '';
  }, wrong);
  expect(thrown).toMatch(message);
  expect(await page.locator('#place').innerHTML()).toBe('');
  await mountIn(page);
  await heading('Reset your password');
  await expect(mountIn(page)).rejects.toThrow('the pages are mounted already');
});

test('a given configuration is not fetched', async () => {
  const page = await arrive();
  const config = await hostedConfig();
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await mountIn(page, { config });
  await heading('Reset your password');
  expect(asked).not.toContain('/config.json');
});

test('a page of another origin cannot import the module', async () => {
  person = await Visitor.arrive(browser, { site: HOST_ORIGIN });
  const refused = person.page.waitForEvent('console', (message) => message.text().includes('blocked by CORS policy'));
  await openHostPage(person.page, endpoints, { origin: 'http://localhost:4999' });
  expect((await refused).text()).toContain(`${endpoints.site}/embed.js`);
});

test('a page loads few bytes', async () => {
  person = await Visitor.arrive(browser, { site: HOST_ORIGIN });
  const responses: Response[] = [];
  person.page.on('response', (response) => void responses.push(response));
  await openHostPage(person.page, endpoints);
  await imported(person.page);
  await mountIn(person.page);
  await heading('Reset your password');
  const own = responses.filter((response) => new URL(response.url()).origin === endpoints.site);
  expect(own.map((response) => new URL(response.url()).pathname.replace(/-[^./]+/, ''))).toEqual([
    '/embed.js',
    '/embed/en.js',
    '/config.json',
  ]);
  const scripts = own.filter((response) => response.url().endsWith('.js'));
  const bytes = await Promise.all(scripts.map(async (response) => gzipSync(await response.body()).length));
  const total = bytes.reduce((sum, each) => sum + each, 0);
  console.log(`embed.js with one language: ${(total / 1024).toFixed(1)} KiB gzipped`);
  // 30 KiB for the steps, one for the way by the mail's link and the token of a known device, one for six captchas,
  // one for what the embedding page gives and is told, and two for lost answers, limits and the user that is carried.
  expect(total).toBeLessThanOrEqual(35 * 1024);
});

const hostedConfig = async () =>
  (await (await fetch(`${endpoints.site}/config.json`)).json()) as Record<string, unknown>;

/** An open reset, as the tab stores it. */
function openReset() {
  const soon = Date.now() + 600_000;
  return { step: 'code', resetId: 'x'.repeat(43), reference: 'ABCD-EFGH', expiresAt: soon, resendAvailableAt: soon };
}

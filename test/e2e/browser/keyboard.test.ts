import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { hasFocus, Keyboard } from './keyboard.ts';
import { Visitor } from './visitor.ts';

const USER = 'user-0191';
const LOCKED_USER = 'user-0192';
const addressOf = (userId: string): string => `${userId}@example.com`;
const PASSWORD = `seven quiet rivers ${Date.now().toString(36)}`;

/** Milliseconds to wait for the focus. */
const PATIENCE = 30_000;

const deployment = new Deployment();
const { endpoints, mailbox } = deployment;
let browser: Browser;
let person: Visitor;
let page: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  await renewAllowances(endpoints, [USER, LOCKED_USER]);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  person = await Visitor.arrive(browser, { site: endpoints.site, provoked: [400] });
  page = person.page;
  keyboard = new Keyboard(page);
});
afterEach(() => person.leave());

const heading = (name: string): Locator => page.getByRole('heading', { level: 1, name });
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const field = (name: string): Locator => page.getByRole('textbox', { name, exact: true });
const alert = (words: string): Locator => page.getByRole('alert').filter({ hasText: words });

async function expectFocus(element: Locator): Promise<void> {
  await element.waitFor();
  const deadline = Date.now() + PATIENCE;
  while (!(await hasFocus(element)) && Date.now() < deadline) await sleep(20);
  expect({ element: String(element), focused: await hasFocus(element) }).toEqual({
    element: String(element),
    focused: true,
  });
}

/** Returns the description of an input, as a screen reader reads it. */
const description = (input: Locator): Promise<string> =>
  input.evaluate((node) =>
    (node.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );

/** Returns what live regions announce within so many milliseconds. */
const announced = (milliseconds: number): Promise<string[]> =>
  page.evaluate(async (limit) => {
    const said: string[] = [];
    const live = '[role="alert"], [role="status"], [role="log"], [aria-live]:not([aria-live="off"])';
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest(live)) said.push(element.textContent ?? '');
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await new Promise((resolve) => setTimeout(resolve, limit));
    observer.disconnect();
    return said;
  }, milliseconds);

async function openRequest(userId: string): Promise<string> {
  await renewAllowances(endpoints, [userId]);
  const request = await deployment.start(userId, { from: ownSource() });
  await person.open(`/enter-code#${new URLSearchParams({ ...request }).toString()}`);
  await heading('Enter the code').waitFor();
  return deployment.otpOf(request, addressOf(userId));
}

const wrong = (otp: string): string => otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);

test('a forgotten password is reset with the keyboard only, and the focus moves to the next input', async () => {
  await person.open('/');
  await heading('Log in').waitFor();
  await keyboard.tabTo(page.getByRole('link', { name: 'Forgot your User ID/Password?' }));
  await keyboard.enter();

  await expectFocus(field('User ID'));
  await keyboard.tabTo(button('RESET PASSWORD'));
  await keyboard.enter();
  await expectFocus(field('User ID'));
  expect(await description(field('User ID'))).toContain('Enter your user ID.');
  await alert('Enter your user ID.').waitFor();
  await keyboard.type(USER);
  await keyboard.enter();
  await expectFocus(page.getByRole('group', { name: 'Security check' }));
  await alert('Complete the security check first.').waitFor();
  await keyboard.tick();
  await keyboard.tabTo(button('RESET PASSWORD'));
  await keyboard.enter();

  await expectFocus(field('Code from the email'));
  const otp = otpIn(await mailbox.waitFor(addressOf(USER), await person.reference()));
  await keyboard.type(wrong(otp));
  await expectFocus(page.getByRole('group', { name: 'Security check' }));
  expect(await description(page.getByRole('group', { name: 'Security check' }))).toContain('The code is complete.');
  await keyboard.tickAndGoOn();
  await alert('That code was not accepted. 4 attempts left.').waitFor();
  await expectFocus(field('Code from the email'));
  await keyboard.type(otp);
  await keyboard.tickAndGoOn();

  await expectFocus(field('New password'));
  for (const password of ['too short', PASSWORD]) {
    // After a refusal the focus is in the field.
    if (await hasFocus(field('New password'))) await page.keyboard.press('ControlOrMeta+a');
    else await keyboard.tabTo(field('New password'));
    await keyboard.type(password);
    await keyboard.tabTo(button('Show what you typed: New password'));
    await keyboard.tabTo(field('Confirm new password'));
    await keyboard.type(password);
    if (password === PASSWORD) await keyboard.tick();
    await keyboard.tabTo(button('RESET PASSWORD'));
    await keyboard.enter();
    if (password === PASSWORD) break;
    await alert('It’s too short: use at least 15 characters.').waitFor();
    await expectFocus(field('New password'));
  }

  await expectFocus(heading('Password changed'));
  await keyboard.tabTo(page.getByRole('link', { name: 'LOGIN' }));
  await keyboard.enter();
  await heading('Log in').waitFor();
  expect((await deployment.logIn(USER, PASSWORD)).status).toBe(201);
  expect(person.complaints.all).toEqual([]);
});

test('the focus is not lost when its element disappears', async () => {
  await page.clock.install();
  const otp = await openRequest(LOCKED_USER);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    // The code differs each time, because a refused code is not submitted again automatically.
    await person.enterCode(String((Number(otp) + attempt) % 10 ** otp.length).padStart(otp.length, '0'));
    await alert(attempt < 5 ? `${5 - attempt} attempt` : 'no attempts are left').waitFor();
  }
  await expectFocus(alert('no attempts are left'));
  await page.clock.fastForward(120_000);
  await keyboard.tabTo(button('Send a new code'));
  await keyboard.enter();
  await expectFocus(page.getByRole('group', { name: 'Security check' }));
  expect(await description(page.getByRole('group', { name: 'Security check' }))).toContain('to send the new code');
  await page.clock.fastForward(1_800_000);
  await expectFocus(heading('This reset has timed out'));
});

test('a captcha and settings that load at the second try keep the focus', async () => {
  const script = `${endpoints.recaptcha}/recaptcha/api.js*`;
  await page.route('**/config.json', (route) => route.fulfill({ status: 200, body: '{}' }));
  await page.route(script, (route) => route.fulfill({ status: 204, contentType: 'text/javascript' }));
  await person.open('/forgot-password');
  await alert('This page cannot be shown right now').waitFor();
  await page.unroute('**/config.json');
  await keyboard.tabTo(button('Try again'));
  await keyboard.enter();
  await expectFocus(field('User ID'));
  await page.getByRole('status').filter({ hasText: 'The security check could not be loaded.' }).waitFor();
  await page.unroute(script);
  await keyboard.tabTo(button('Load it again'));
  await keyboard.enter();
  await expectFocus(page.getByRole('group', { name: 'Security check' }));
  await keyboard.tick();
});

test('the countdowns run without announcements', async () => {
  await openRequest(USER);
  const timers = page.getByRole('timer');
  const before = await timers.allTextContents();
  expect(before).toHaveLength(2);
  expect(await announced(2500)).toEqual([]);
  const after = await timers.allTextContents();
  expect(after).toHaveLength(2);
  expect(after.filter((text, index) => text === before[index])).toEqual([]);
  expect(await timers.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-live')))).toEqual([
    null,
    null,
  ]);
});

test('a user who asks for reduced motion sees none', async () => {
  const durations = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map((element) => getComputedStyle(element))
        .filter(({ transitionDuration, animationName }) => /[1-9]/.test(transitionDuration) || animationName !== 'none')
        .map(({ transitionDuration }) => transitionDuration),
    );
  await person.open('/');
  await heading('Log in').waitFor();
  expect(await durations()).not.toEqual([]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await durations()).toEqual([]);
});

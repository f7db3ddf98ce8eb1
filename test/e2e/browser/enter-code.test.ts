import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Request } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

/** Users with three codes an hour each. */
const USERS = ['user-0194', 'user-0195', 'user-0196'] as const;
const USER_WITH_TWO_TABS = 'user-0200';
const FIELD = 'Code from the email';

/** Milliseconds to wait for a call that must not happen. */
const A_WHILE = 700;

const deployment = new Deployment();
const { endpoints } = deployment;
let browser: Browser;
let person: Visitor;
let guesses: Request[];
let tests = 0;

beforeAll(async () => {
  await renewAllowances(endpoints, [...USERS, USER_WITH_TWO_TABS]);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  person = await Visitor.arrive(browser, { site: endpoints.site, provoked: [400, 429] });
  guesses = [];
  person.page.on('request', (request) => {
    if (request.url().endsWith('/password-resets/verify') && request.method() === 'POST') guesses.push(request);
  });
});
afterEach(() => person.leave());

async function openCodePage(): Promise<string> {
  const userId = USERS[tests++ % USERS.length] ?? USERS[0];
  await renewAllowances(endpoints, [userId]);
  const request = await deployment.start(userId, { from: ownSource() });
  await person.open(`/enter-code#${new URLSearchParams({ ...request }).toString()}`);
  await person.heading('Enter the code');
  return deployment.otpOf(request, `${userId}@example.com`);
}

const otherThan = (otp: string): string => otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);
const input = () => person.page.getByRole('textbox', { name: FIELD });
const typeKeys = (keys: string) => input().pressSequentially(keys);

test('the last digit submits the code once, if the captcha is passed', async () => {
  const otp = await openCodePage();
  await person.tick();
  await typeKeys(otp.slice(0, -1));
  await sleep(A_WHILE);
  expect(guesses).toHaveLength(0);
  await typeKeys(otp.slice(-1));
  await person.heading('Choose a new password');
  expect(guesses).toHaveLength(1);
  expect(guesses[0]?.postDataJSON()).toMatchObject({ otp });
});

test('a refused code is not submitted again automatically, only with the button', async () => {
  const wrong = otherThan(await openCodePage());
  await person.enterCode(wrong);
  await person.sees('4 attempts left.');
  // The digits stay, selected: another code replaces them.
  expect(await input().inputValue()).toBe(wrong);
  expect(await input().getAttribute('aria-invalid')).toBe('true');
  await typeKeys(wrong);
  expect(await input().inputValue()).toBe(wrong);
  await person.tick();
  await sleep(A_WHILE);
  expect(guesses).toHaveLength(1);
  await person.press('Continue');
  await person.sees('3 attempts left.');
  expect(guesses).toHaveLength(2);
});

test('too many digits are refused with a message, and cost no guess', async () => {
  const otp = await openCodePage();
  await person.tick();
  await person.fill(FIELD, `${otp} ${otp}`);
  await person.sees('That is more than 8 digits. Enter only the code.');
  await person.press('Continue');
  await sleep(A_WHILE);
  expect(guesses).toHaveLength(0);
  await person.fill(FIELD, otp.slice(0, 7));
  expect(await person.page.getByText('That is more than').count()).toBe(0);
});

test('correcting a digit in the middle submits nothing until the captcha is passed', async () => {
  const otp = await openCodePage();
  await person.fill(FIELD, otp.slice(0, 3) + otp.slice(4));
  await input().focus();
  await input().evaluate((field: HTMLInputElement) => field.setSelectionRange(3, 3));
  await person.page.keyboard.type(otp.charAt(3));
  expect(await input().inputValue()).toBe(otp);
  await sleep(A_WHILE);
  expect(await input().evaluate((field) => field === document.activeElement)).toBe(true);
  expect(guesses).toHaveLength(0);
  await person.enterCode(otp);
  await person.heading('Choose a new password');
  expect(guesses).toHaveLength(1);
});

test('several presses of the button send one request', async () => {
  const otp = await openCodePage();
  await person.page.route('**/password-resets/verify', async (route) => {
    await sleep(A_WHILE);
    await route.continue();
  });
  await person.tick();
  await person.fill(FIELD, otp);
  await person.page.evaluate(() => {
    for (let press = 0; press < 5; press += 1) document.querySelector('form')?.requestSubmit();
  });
  await person.heading('Choose a new password');
  expect(guesses).toHaveLength(1);
});

test('the time left is right at once when the user returns from the mail', async () => {
  await person.page.clock.install();
  await openCodePage();
  const timer = person.page.locator('dl [role="timer"]');
  const seconds = async () => {
    const [minutes = 0, rest = 0] = ((await timer.textContent()) ?? '').split(':').map(Number);
    return minutes * 60 + rest;
  };
  const before = await seconds();
  // Timers stand still in a background page.
  await person.page.clock.pauseAt(Date.now() + 3000);
  await person.page.clock.setSystemTime(Date.now() + 120_000);
  expect(await seconds()).toBeGreaterThan(before - 60);
  await person.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await sleep(100);
  expect(await seconds()).toBeLessThanOrEqual(before - 100);
});

test('one captcha serves a code and its successor, and what a user began last is what its tick does', async () => {
  await person.page.clock.install();
  const otp = await openCodePage();
  await person.page.clock.fastForward(120_000);
  const resends: Request[] = [];
  // The service would wait for the cooldown of its own clock.
  await person.page.route('**/password-resets/resend', async (route) => {
    if (route.request().method() === 'POST') resends.push(route.request());
    await route.fulfill({ status: 429, headers: { 'Access-Control-Allow-Origin': '*', 'Retry-After': '60' } });
  });
  await person.press('Send a new code');
  await person.sees('Now complete the security check to send the new code.');
  expect(await person.page.locator('iframe').count()).toBe(1);
  await person.tickToGoOn();
  await person.sees(/Too many requests/);
  expect([resends.length, guesses.length]).toEqual([1, 0]);
  expect(await person.page.locator('iframe').count()).toBe(1);

  // Begun, but then the code came.
  await person.press('Send a new code');
  await person.enterCode(otp);
  await person.heading('Choose a new password');
  expect([resends.length, guesses.length]).toEqual([1, 1]);
  expect(guesses[0]?.postDataJSON().captchaToken).not.toBe(resends[0]?.postDataJSON().captchaToken);
});

test('two tabs have a code each, until one has changed the password', async () => {
  const address = `${USER_WITH_TWO_TABS}@example.com`;
  const start = async () => {
    const request = await deployment.start(USER_WITH_TWO_TABS, { from: ownSource() });
    return { request, otp: await deployment.otpOf(request, address) };
  };
  const { request: first, otp } = await start();
  // A request of another page within a minute would bring no code.
  await lookInside(deployment)?.endAccountCooldown(USER_WITH_TWO_TABS);
  const { request: second, otp: otherOtp } = await start();
  const pathOf = (request: object) => `/enter-code#${new URLSearchParams({ ...request }).toString()}`;
  await person.open(pathOf(first));
  await person.heading('Enter the code');

  const other = await Visitor.arrive(browser, { site: endpoints.site });
  await other.open(pathOf(second));
  await other.enterCode(otherOtp);
  await other.heading('Choose a new password');
  const password = `two tabs beside a lamp ${Date.now().toString(36)}`;
  await other.fill('New password', password);
  await other.fill('Confirm new password', password);
  await other.tick();
  await other.press('RESET PASSWORD');
  await other.heading('Password changed');
  await deployment.mailbox.waitFor(address, 'changed');
  await other.leave();

  expect(await person.reference()).toBe(first.reference);
  // As a decoy answers: the person who asked for the other code does not notice the change.
  await person.enterCode(otp);
  await person.sees('That code was not accepted.');
});

import type { Browser, Route } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

/** Users of this file: one for each test that resets or guesses. */
const USERS = { lost: 'user-0201', changed: 'user-0202', wrong: 'user-0203', pasted: 'user-0204' } as const;
const FIELD = 'Code from the email';

const deployment = new Deployment();
const { endpoints, mailbox } = deployment;
let browser: Browser;
let person: Visitor;

beforeAll(async () => {
  await renewAllowances(endpoints, Object.values(USERS));
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(() => person.leave());

async function arrive(provoked: readonly number[] = []): Promise<Visitor> {
  person = await Visitor.arrive(browser, { site: endpoints.site, provoked });
  return person;
}

const userId = () => person.page.getByRole('textbox', { name: 'User ID', exact: true });
const code = () => person.page.getByRole('textbox', { name: FIELD });
const isFocused = (selector: string) =>
  person.page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);

async function openCodePage(user: string): Promise<{ otp: string; reference: string }> {
  const request = await deployment.start(user, { from: ownSource() });
  await person.open(`/enter-code#${new URLSearchParams({ ...request }).toString()}`);
  await person.heading('Enter the code');
  return { otp: await deployment.otpOf(request, `${user}@example.com`), reference: request.reference };
}

const wrong = (otp: string): string => otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);

/** Answers the first so many calls with nothing, after the service has carried them out. */
function loseAnswers(count: number): (route: Route) => Promise<void> {
  let lost = 0;
  return async (route) => {
    lost += 1;
    if (lost > count) return route.continue();
    await route.fetch();
    return route.abort('aborted');
  };
}

test('the user ID is asked for once: the next pages know it, and it can be changed', async () => {
  await arrive();
  await person.open('/');
  await isFocused('#userId');
  await person.fill('User ID', 'nobody-here');
  await person.follow('Forgot your User ID/Password?');
  await person.heading('Reset your password');
  expect(await userId().inputValue()).toBe('nobody-here');
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.sees('For nobody-here');
  await isFocused('#otp');
  await person.follow('Change');
  await person.heading('Reset your password');
  expect(await userId().inputValue()).toBe('nobody-here');
  await person.fill('User ID', 'nobody-there');
  await person.follow('Back to login');
  await person.heading('Log in');
  expect(await userId().inputValue()).toBe('nobody-there');
  await isFocused('#password');
  expect(person.complaints.all).toEqual([]);
});

test('an application names the user with login_hint, and the address keeps nothing of it', async () => {
  await arrive();
  await person.open('/forgot-password?login_hint=nobody-here');
  await person.heading('Reset your password');
  expect(await userId().inputValue()).toBe('nobody-here');
  expect(person.page.url()).toBe(`${endpoints.site}/forgot-password`);
});

test.each([
  ['https://shop.example/login', 'https://shop.example/login'],
  ['myapp://login', 'myapp://login'],
  ['https://evil.example/login', '/'],
])('an application that sends the user with returnTo=%s gets them back at %s', async (returnTo, href) => {
  await arrive();
  await person.page.route('**/config.json', async (route) => {
    const config: object = await (await route.fetch()).json();
    await route.fulfill({ json: { ...config, returnUrls: ['https://shop.example/login', 'myapp://login'] } });
  });
  await person.open(`/forgot-password?returnTo=${encodeURIComponent(returnTo)}`);
  await person.heading('Reset your password');
  const back = () => person.page.getByRole('link', { name: 'Back to login' }).getAttribute('href');
  expect(await back()).toBe(href);
  await person.page.evaluate(() => {
    sessionStorage.setItem('reset', JSON.stringify({ step: 'done', loginUrl: '/' }));
  });
  await person.open('/done');
  await person.heading('Password changed');
  expect(await person.page.getByRole('link', { name: 'LOGIN' }).getAttribute('href')).toBe(href);
});

test('everybody is told the limits and the usual mistakes, before the wait and after it', async () => {
  await arrive();
  await person.open('/forgot-password');
  await person.sees('Capital letters can matter.');
  await person.sees('Each account gets at most 3 codes an hour and 10 codes a day.');
  await person.fill('User ID', 'Nobody@example.com');
  await person.sees('This looks like an email address.');
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.sees('If that account exists and has not reached its limit');
  await person.page.getByText('What to check').click();
  await person.sees('Is this user ID correct: Nobody@example.com?');
  await person.sees('Each account gets at most 3 codes an hour and 10 codes a day.');
  expect(person.complaints.all).toEqual([]);
});

test('“I have a code” leads to the open request, and without one to the email', async () => {
  await arrive();
  await person.open('/forgot-password');
  await person.follow('I have a code');
  await person.sees('Open the email with the code and follow the link in it.');
  await person.follow('Request a code');
  await person.heading('Reset your password');
  await person.fill('User ID', 'nobody-here');
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.heading('Enter the code');
  await person.page.goBack();
  await person.follow('I have a code');
  await person.sees('For nobody-here');
  expect(person.complaints.all).toEqual([]);
});

test('a wrong code leads to the newest email, at the field that keeps its digits; the last one has a page of its own', async () => {
  await arrive([400]);
  const { otp, reference } = await openCodePage(USERS.wrong);
  let guess = otp;
  for (let left = 4; left >= 1; left -= 1) {
    guess = wrong(guess);
    await person.enterCode(guess);
    await person.sees(`${left} attempt`);
    expect(await code().inputValue()).toBe(guess);
    expect(await code().getAttribute('aria-invalid')).toBe('true');
    const error = await person.page.locator('#otp-error').textContent();
    expect(error).toContain(`the newest email with the reference ${reference}`);
    expect(await code().getAttribute('aria-describedby')).toContain('otp-error');
    await isFocused('#otp');
  }
  await person.enterCode(wrong(guess));
  await person.heading('No attempts left');
  expect(await person.page.getByText('No email yet?').count()).toBe(0);
});

test('a code pasted with its label, or typed in the digits of another script, works', async () => {
  await arrive([400]);
  const { otp } = await openCodePage(USERS.pasted);
  await person.enterCode(wrong(otp).replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit))));
  await person.sees('4 attempts left.');
  await person.enterCode(`Code: ${otp}`);
  await person.heading('Choose a new password');
  expect(person.complaints.all).toEqual([]);
});

test('a code whose answer is lost is sent again, and uses up no other attempt', async () => {
  await arrive([400]);
  const { otp } = await openCodePage(USERS.lost);
  const sent: unknown[] = [];
  await person.page.route('**/password-resets/verify', async (route) => {
    sent.push(route.request().postDataJSON());
    // The second call repeats the first, whose token is used up.
    if (sent.length > 1) return route.continue();
    await route.fetch();
    return route.abort('aborted');
  });
  await person.enterCode(otp);
  await person.sees('The connection was interrupted before the answer arrived.');
  await person.tickToGoOn();
  await person.heading('Choose a new password');
  const keys = sent.map((body) => (body as { idempotencyKey: string }).idempotencyKey);
  expect(sent).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('a password whose answer is lost is set once, and the page gets to the end', async () => {
  await arrive([400]);
  const { otp } = await openCodePage(USERS.changed);
  await person.enterCode(otp);
  await person.heading('Choose a new password');
  await person.page.route('**/password-resets/complete', loseAnswers(1));
  const password = `nine lamps on a quiet pier ${Date.now().toString(36)}`;
  await person.fill('New password', password);
  await person.fill('Confirm new password', password);
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.sees('We could not confirm the change');
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.heading('Password changed');
  expect((await deployment.logIn(USERS.changed, password)).status).toBe(201);
  expect((await mailbox.to(`${USERS.changed}@example.com`)).filter(({ text }) => text.includes(otp))).toHaveLength(1);
  expect(otpIn(await mailbox.waitFor(`${USERS.changed}@example.com`, otp))).toBe(otp);
});

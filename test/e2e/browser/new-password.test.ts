import type { Browser } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

const USERS = ['user-0197', 'user-0198'] as const;
const ESTIMATOR = /\/password-strength-[^/]*\.js$/;
const PASSWORD = `four odd lamps ${Date.now().toString(36)}`;

const deployment = new Deployment();
const { endpoints } = deployment;
let browser: Browser;
let person: Visitor;
let tests = 0;

beforeAll(async () => {
  await renewAllowances(endpoints, USERS);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  person = await Visitor.arrive(browser, { site: endpoints.site });
});
afterEach(() => person.leave());

/** Goes to the page for the new password through the pages, which then know the user ID; returns it. */
async function openPasswordPage(): Promise<string> {
  const userId = USERS[tests++ % USERS.length] ?? USERS[0];
  await renewAllowances(endpoints, [userId]);
  const request = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(request, `${userId}@example.com`);
  await person.open('/');
  await person.page.evaluate((progress) => sessionStorage.setItem('reset', JSON.stringify(progress)), {
    step: 'code',
    userId,
    resetId: request.resetId,
    reference: request.reference,
    expiresAt: Date.parse(request.expiresAt),
    resendAvailableAt: Date.parse(request.resendAvailableAt),
  });
  await person.open('/enter-code');
  await person.enterCode(otp);
  await person.heading('Choose a new password');
  return userId;
}

const meter = () => person.page.getByRole('meter', { name: 'Password strength' });
const rule = (words: string) => person.page.locator('.rules li').filter({ hasText: words });
const typeKeys = (label: string, keys: string) =>
  person.page.getByRole('textbox', { name: label, exact: true }).pressSequentially(keys);

test('each rule shows when it is met, and the strength is a word', async () => {
  const userId = await openPasswordPage();
  await typeKeys('New password', 'sunny');
  await person.sees('Strength: weak');
  expect(await meter().getAttribute('aria-valuetext')).toBe('weak');
  expect(await rule('At least 15 characters').textContent()).toContain('5/15');

  await person.fill('New password', `${userId}!${userId}`);
  await rule('Not met: Not based on your user ID').waitFor();
  expect(await meter().getAttribute('aria-valuetext')).toBe('weak');

  await person.fill('New password', 'passwordpassword1');
  await rule('Not met: Not one of the most common passwords').waitFor();
  expect(await meter().getAttribute('aria-valuetext')).toBe('weak');

  await person.fill('New password', PASSWORD);
  await person.sees('Strength: strong');
  await rule('Met: Not one of the most common passwords').waitFor();
  await person.fill('Confirm new password', PASSWORD.slice(0, 5));
  expect(await person.page.getByText('The passwords').count()).toBe(0);
  await person.fill('Confirm new password', `${PASSWORD}x`);
  await person.sees('The passwords do not match.');
  await person.fill('Confirm new password', PASSWORD);
  await person.sees('The passwords match.');
  expect(person.complaints.all).toEqual([]);
});

test('the advice is announced after a pause, not at each key', async () => {
  await openPasswordPage();
  await person.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const look = () => {
      for (const region of document.querySelectorAll('[role="status"], [role="alert"]')) {
        const words = region.textContent ?? '';
        if (words !== '' && said.at(-1) !== words) said.push(words);
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const field = person.page.getByRole('textbox', { name: 'New password', exact: true });
  // The first keys are judged, but nothing is announced.
  await field.pressSequentially(PASSWORD.slice(0, 5), { delay: 300 });
  await field.pressSequentially(PASSWORD.slice(5));
  await person.page.waitForFunction(() => (window as unknown as { said: string[] }).said.length > 0);
  const said = await person.page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said).toEqual(['Strength: strong. No problems found so far.']);
});

test('the page works if the estimator does not load', async () => {
  const userId = await openPasswordPage();
  let asked = 0;
  await person.page.route(ESTIMATOR, (route) => {
    asked += 1;
    return route.fulfill({ status: 204, contentType: 'text/javascript' });
  });
  await person.fill('New password', PASSWORD);
  await person.fill('Confirm new password', PASSWORD);
  await person.sees('The passwords match.');
  await rule('Met: At least 15 characters').waitFor();
  expect(asked).toBeGreaterThan(0);
  expect(await meter().count()).toBe(0);
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.heading('Password changed');
  expect((await deployment.logIn(userId, PASSWORD)).status).toBe(201);
  expect(person.complaints.all).toEqual([]);
});

test('password managers find the account and the rules, and Caps Lock is reported', async () => {
  const userId = await openPasswordPage();
  expect(await person.page.locator('input[autocomplete="username"]').inputValue()).toBe(userId);
  const field = person.page.locator('#newPassword');
  expect(
    await field.evaluate((input: HTMLInputElement) => ({
      autocomplete: input.autocomplete,
      spellcheck: input.spellcheck,
      minLength: input.minLength,
      rules: input.getAttribute('passwordrules'),
    })),
  ).toEqual({ autocomplete: 'new-password', spellcheck: false, minLength: 15, rules: 'minlength: 15;' });

  const press = (on: boolean) =>
    field.evaluate(
      (input, modifierCapsLock) =>
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', bubbles: true, modifierCapsLock })),
      on,
    );
  await press(true);
  await person.sees('Caps Lock is on.');
  await press(false);
  await person.page.getByText('Caps Lock is on.').waitFor({ state: 'detached' });

  await person.page.evaluate((words) => {
    const copied = new DataTransfer();
    copied.setData('text/plain', words);
    const paste = new ClipboardEvent('paste', { clipboardData: copied, bubbles: true, cancelable: true });
    Object.assign(window, { pasted: document.querySelector('#newPassword')?.dispatchEvent(paste) });
  }, PASSWORD);
  expect(await person.page.evaluate(() => (window as unknown as { pasted: boolean }).pasted)).toBe(true);
});

import type { Browser } from 'playwright-core';
import { everyLanguage, languages } from '../../../functions/domain/languages.ts';
import { everyText } from '../../../functions/mail/texts/every-text.ts';
import { plural, loadLanguage, text } from '../../../web/messages/text.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ops } from '../ops/ops.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

const deployment = new Deployment();
const { endpoints, mailbox } = deployment;
const USER = `reader-${Date.now().toString(36)}`;
const ADDRESS = `${USER}@example.com`;
const NEW_PASSWORD = 'a lamp beside the northern window';
let browser: Browser;
let person: Visitor;

beforeAll(async () => {
  await renewAllowances(endpoints, []);
  browser = await launchBrowser();
  await ops('users', 'add', USER, ADDRESS);
});
afterAll(() => browser?.close());
afterEach(() => person?.leave());

const arrive = async (locale: string, provoked: readonly number[] = []): Promise<Visitor> => {
  person = await Visitor.arrive(browser, { site: endpoints.site, locale, provoked });
  return person;
};

const marks = () =>
  person.page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));

/** Returns the pixels by which the page is wider than the window. */
const overflow = () =>
  person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a password is reset in Arabic, from right to left, with mails in Arabic', async () => {
  await loadLanguage('ar');
  await arrive('ar-EG', [400]);
  const loaded: string[] = [];
  person.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));

  await person.open('/');
  await person.heading(text('login.title'));
  expect(await marks()).toEqual({ lang: 'ar', dir: 'rtl' });
  expect(loaded.filter((path) => /\/ar-[^/]*\.js$/.test(path))).toHaveLength(1);
  expect(loaded.filter((path) => /\/(en|es|fr|de|hi|zh-hans)-[^/]*\.js$/.test(path))).toEqual([]);

  await person.follow(text('login.forgot'));
  await person.heading(text('forgot.title'));
  await person.fill(text('field.userId'), USER);
  await person.tick();
  await person.press(text('forgot.submit'));
  await person.heading(text('code.title'));
  const mail = await mailbox.waitFor(ADDRESS, await person.reference());
  const otp = otpIn(mail);
  expect(mail.html).toContain('<html lang="ar" dir="rtl" ');
  expect(mail.html).toMatch(new RegExp(`<strong dir="ltr"[^>]*>${otp}</strong>`));
  expect(mail.text).toContain(everyText.ar.otp.lead);

  await person.enterCode(otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10), text('field.otp'));
  await person.sees(plural('code.attemptsLeft', 4));
  await person.fill(text('field.otp'), otp);
  expect(await person.page.locator('#otp').evaluate((input) => getComputedStyle(input).direction)).toBe('ltr');
  await person.picture('ar-enter-code');
  await person.enterCode(otp, text('field.otp'));

  await person.heading(text('password.title'));
  await person.fill(text('field.newPassword'), NEW_PASSWORD);
  await person.fill(text('field.confirmPassword'), NEW_PASSWORD);
  await person.sees(text('password.strengthIs', { level: text('password.level.strong') }));
  const [input, reveal] = await Promise.all(
    ['#newPassword', '.reveal'].map((selector) => person.page.locator(selector).first().boundingBox()),
  );
  expect(reveal?.x).toBeLessThan((input?.x ?? 0) + (input?.width ?? 0) / 2);
  await person.tick();
  await person.picture('ar-new-password');
  await person.press(text('password.submit'));
  await person.heading(text('done.title'));
  await mailbox.waitFor(ADDRESS, everyText.ar.passwordChanged.wasMe);
  expect(person.complaints.all).toEqual([]);
});

test('a chosen language keeps typed values, survives a reload and applies to the mail', async () => {
  await loadLanguage('de');
  await arrive('en-US');
  await person.open('/forgot-password');
  await person.press('RESET PASSWORD');
  await person.sees('Enter your user ID.');
  await person.fill('User ID', USER);
  await person.page.locator('#language').focus();
  await person.chooseLanguage('Deutsch');
  await person.heading(text('forgot.title'));
  expect(await marks()).toEqual({ lang: 'de', dir: 'ltr' });
  expect(await person.page.title()).toContain(text('forgot.title'));
  expect(await person.page.locator('#userId').inputValue()).toBe(USER);
  expect(await person.page.evaluate(() => document.activeElement?.id)).toBe('language');
  expect(await person.page.getByText('Enter your user ID.').count()).toBe(0);

  await person.page.reload();
  await person.heading(text('forgot.title'));
  expect((await person.storage()).local).toEqual({ language: 'de' });
  await person.fill(text('field.userId'), USER);
  await person.tick();
  await person.press(text('forgot.submit'));
  await person.heading(text('code.title'));
  const mail = await mailbox.waitFor(ADDRESS, await person.reference());
  expect(mail.text).toContain(everyText.de.otp.lead);
  expect(mail.html).toContain('<html lang="de" dir="ltr" ');
  expect(person.complaints.all).toEqual([]);
});

test('a language that does not load leaves the page in its present one', async () => {
  await arrive('en-US');
  await person.page.route(/\/fr-[^/]*\.js$/, (route) => route.abort());
  await person.open('/forgot-password');
  await person.heading('Reset your password');
  await person.chooseLanguage('Français');
  await person.sees('That language could not be loaded.');
  await person.heading('Reset your password');
  expect(await person.page.locator('#language').inputValue()).toBe('en');
  expect((await person.storage()).local).toEqual({});
});

test.each(everyLanguage)('the pages in %s fit a phone', async (language) => {
  await loadLanguage(language);
  await arrive(language);
  await person.page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['/', '/forgot-password', '/forgot-user-id', '/report']) {
    await person.open(path);
    await person.page.locator('h1').waitFor();
    expect(await marks()).toEqual({ lang: language, dir: languages[language].direction });
    expect([path, await overflow()]).toEqual([path, 0]);
  }
  await person.open('/forgot-password');
  await person.heading(text('forgot.title'));
  await person.picture(`${language}-forgot-password`);
  expect(person.complaints.all).toEqual([]);
});

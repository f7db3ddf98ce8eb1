import type { Browser } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn, reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { renewAllowances } from './allowances.ts';
import { launchBrowser } from './browser.ts';
import { ADDRESSES, nextPassword, PASSWORDS, USER } from './demo-user.ts';
import { passwordOf } from './login-probe.ts';
import { Visitor } from './visitor.ts';

/** Address that two user IDs share. */
const REMINDED = 'dana@example.com';

const deployment = new Deployment();
const { endpoints, mailbox } = deployment;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  await renewAllowances(endpoints, [USER, `address:${REMINDED}`]);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
afterEach(() => visitor?.leave());

const arrive = async (provoked: readonly number[] = []): Promise<Visitor> => {
  visitor = await Visitor.arrive(browser, { site: endpoints.site, provoked });
  return visitor;
};

/** Goes from the login page to the page for the code; returns the reference. */
async function askForCode(person: Visitor): Promise<string> {
  await person.open('/');
  await person.heading('Log in');
  await person.follow('Forgot your User ID/Password?');
  await person.heading('Reset your password');
  await person.fill('User ID', USER);
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.heading('Enter the code');
  return person.reference();
}

/** Logs in and returns the body that the page sent. */
async function sentAtLogin(person: Visitor, password: string): Promise<unknown> {
  const sent = person.page.waitForRequest((request) => request.url().endsWith('/sessions'));
  await person.fill('User ID', USER);
  await person.fill('Password', password);
  await person.tick();
  await person.press('Log in');
  await person.sees(`You are logged in as ${USER}`);
  return (await sent).postDataJSON();
}

test('a forgotten password is reset, and only the new one logs in', async () => {
  const oldPassword = await passwordOf(deployment, USER, PASSWORDS);
  const newPassword = nextPassword(oldPassword);
  const person = await arrive([400, 401]);
  const urls: string[] = [];
  const preflights = await person.preflights();
  person.page.on('request', (request) => urls.push(request.url(), request.headers()['referer'] ?? ''));
  /** Secrets of the journey; only the storage of the tab may hold some of them. */
  const secrets: string[] = [oldPassword, newPassword];
  const expectNoTrace = async () => {
    const { session, local, cookies } = await person.storage();
    const kept = typeof session['reset'] === 'string' ? (JSON.parse(session['reset']) as Record<string, unknown>) : {};
    const ofTab = [kept['resetId'], kept['resetToken'], session['session']];
    secrets.push(...ofTab.filter((secret) => typeof secret === 'string'));
    // A device that logged in keeps its token, which opens nothing.
    const { device: _device, ...others } = local;
    expect({ local: others, cookies }).toEqual({ local: {}, cookies: '' });
    const forms = (secret: string) => [secret, encodeURIComponent(secret)];
    expect(secrets.flatMap(forms).filter((secret) => urls.some((url) => url.includes(secret)))).toEqual([]);
    expect(JSON.stringify(session)).not.toContain(newPassword);
  };

  await person.open('/');
  await person.heading('Log in');
  await person.picture('1-log-in');
  await person.follow('Forgot your User ID/Password?');
  await person.heading('Reset your password');
  await person.press('RESET PASSWORD');
  await person.sees('Enter your user ID.');
  await person.fill('User ID', USER);
  await person.tick();
  await person.picture('2-forgot-password');
  await person.press('RESET PASSWORD');

  await person.heading('Enter the code');
  const reference = await person.reference();
  const mails = await Promise.all(ADDRESSES.map((address) => mailbox.waitFor(address, reference)));
  const [otp = '', ...others] = mails.map(otpIn);
  expect(others).toEqual([otp]);
  secrets.push(otp);
  await expectNoTrace();

  await person.enterCode(wrong(otp));
  await person.sees('That code was not accepted. 4 attempts left.');
  await person.page.reload();
  await person.heading('Enter the code');
  expect(await person.reference()).toBe(reference);
  await person.fill('Code from the email', otp.slice(0, 4));
  await person.picture('3-enter-code');
  await person.enterCode(` ${otp.slice(0, 4)} ${otp.slice(4)}`);

  await person.heading('Choose a new password');
  await person.page.reload();
  // The page does not know the address; the service does.
  await person.fill('New password', `${ADDRESSES[0]}!!!`);
  await person.fill('Confirm new password', `${ADDRESSES[0]}!!!`);
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.sees('It’s based on your user ID, your email address or the name of this service.');
  await person.sees('Not met: Not based on your user ID or the name of this service');
  await person.sees('Strength: weak');
  await person.fill('New password', newPassword);
  await person.fill('Confirm new password', newPassword);
  await person.tick();
  await expectNoTrace();
  await person.picture('4-new-password');
  await person.press('RESET PASSWORD');

  await person.heading('Password changed');
  await person.page.reload();
  await person.heading('Password changed');
  for (const finished of ['/enter-code', '/new-password']) {
    await person.open(finished);
    await person.heading('Password changed');
    await person.sees('That step is already done. Continue here.');
  }
  await person.picture('5-done');
  await expectNoTrace();
  const kept = JSON.stringify(await person.storage());
  expect(kept).not.toContain('resetToken');
  expect(kept).not.toContain('resetId');
  await person.follow('LOGIN');

  await person.heading('Log in');
  await person.fill('User ID', USER);
  await person.fill('Password', oldPassword);
  await person.tick();
  await person.press('Log in');
  await person.sees('The user ID or password is incorrect.');
  await person.fill('Password', newPassword);
  await person.tick();
  await person.press('Log in');
  await person.sees(`You are logged in as ${USER}`);
  await person.picture('6-account');
  await expectNoTrace();
  await person.press('Log out');
  await person.sees('You have logged out.');

  await expectNoTrace();
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  const { local, ...gone } = await person.storage();
  expect(gone).toEqual({ session: {}, cookies: '' });
  expect(Object.keys(local)).toEqual(['device']);
  expect(await sentAtLogin(person, newPassword)).toMatchObject({ userId: USER, deviceToken: local['device'] });
  expect(
    person.addresses.map((address) => new URL(address)).filter(({ search, hash }) => search + hash !== ''),
  ).toEqual([]);
  expect(person.complaints.all).toEqual([]);
  expect(urls.filter((url) => url.startsWith(deployment.siteApi)).length).toBeGreaterThanOrEqual(8);
  expect(preflights).toEqual([]);
});

test('“This wasn’t me” ends the request only when its button is pressed', async () => {
  visitor = await Visitor.arrive(browser, { site: endpoints.site, provoked: [400], timezoneId: 'Asia/Tokyo' });
  const person = visitor;
  const reference = await askForCode(person);
  const mail = await mailbox.waitFor(ADDRESSES[0], reference);
  expect(mail.text).toMatch(/for 10 minutes, until \d\d:\d\d \(Japan Standard Time\)/);

  const owner = await Visitor.arrive(browser, { site: endpoints.site });
  const calls: string[] = [];
  owner.page.on('request', (request) => {
    if (request.url().startsWith(deployment.siteApi)) calls.push(request.url());
  });
  await owner.open(`${endpoints.site}/report#${reportTokenIn(mail)}`);
  await owner.heading('Stop this request?');
  await owner.picture('7-report');
  expect(new URL(owner.page.url()).hash).toBe('');
  expect(calls).toEqual([]);
  await owner.press('Stop the request');
  await owner.heading('Thank you for telling us');
  await owner.sees('The code in that email no longer works.');
  expect((await owner.storage()).session).toEqual({});
  expect(owner.complaints.all).toEqual([]);
  await owner.leave();

  // As a decoy answers: the person who asked for the code does not notice the report.
  await person.enterCode(otpIn(mail));
  await person.sees('That code was not accepted.');
  expect(person.complaints.all).toEqual([]);
});

test('a forgotten user ID is mailed, and the page is the same for every address', async () => {
  const person = await arrive();
  const before = (await mailbox.to(REMINDED)).length;
  for (const email of ['nobody@example.com', REMINDED]) {
    await person.open('/forgot-user-id');
    await person.fill('Email address', email);
    await person.tick();
    await person.press('Send my user ID');
    await person.heading('Check your email');
    await person.sees('If that address is registered, an email is on its way.');
  }
  const mails = await mailbox.waitForSeveral(before + 1, REMINDED);
  expect(mails.at(-1)?.text).toContain('dana.admin');
  expect(person.complaints.all).toEqual([]);
});

test('a captcha that does not load can be loaded again', async () => {
  const person = await arrive();
  const script = `${endpoints.recaptcha}/recaptcha/api.js*`;
  await person.page.route(script, (route) => route.fulfill({ status: 204, contentType: 'text/javascript' }));
  await person.open('/forgot-password');
  await person.sees('The security check could not be loaded.');
  await person.page.unroute(script);
  await person.press('Load it again');
  await person.tick();
  expect(person.complaints.all).toEqual([]);
});

test.each(['/new-password', '/done'])('%s without the steps before it leads to the start', async (path) => {
  const person = await arrive();
  await person.open(path);
  await person.heading('Reset your password');
  await person.sees('Please complete the earlier steps first.');
  expect(person.complaints.all).toEqual([]);
});

test('an unknown path shows the page for unknown addresses', async () => {
  const person = await arrive([403, 404]);
  await person.open('/no/such/page');
  await person.heading('Page not found');
  expect(person.complaints.all).toEqual([]);
});

/** Returns the code with another last digit. */
const wrong = (otp: string): string => otp.slice(0, -1) + ((Number(otp.at(-1)) + 1) % 10);

test('the link in the mail opens the page of its request in another browser, and there the code works', async () => {
  await renewAllowances(endpoints, [USER]);
  const stranger = await arrive([400, 429]);
  const reference = await askForCode(stranger);
  const mail = await mailbox.waitFor(ADDRESSES[0], reference);

  const owner = await Visitor.arrive(browser, { site: endpoints.site });
  const [link = ''] = /https?:\/\/\S+\/enter-code#\S+/.exec(mail.text) ?? [];
  await owner.open(link);
  await owner.heading('Enter the code');
  await owner.sees(reference);
  expect(new URL(owner.page.url()).hash).toBe('');
  await owner.picture('8-by-mail-link');
  await owner.enterCode(otpIn(mail));
  await owner.heading('Choose a new password');
  expect(owner.complaints.all).toEqual([]);
  await owner.leave();

  await stranger.enterCode(otpIn(mail));
  await stranger.sees('That code was not accepted.');
});

test('the link of a mail whose code has expired asks for another one', async () => {
  await renewAllowances(endpoints, [USER]);
  const person = await arrive();
  const reference = await askForCode(person);
  const mail = await mailbox.waitFor(ADDRESSES[0], reference);
  const [link = ''] = /https?:\/\/\S+\/enter-code#\S+/.exec(mail.text) ?? [];
  const expired = link.replace(/expiresAt=[^&]*/, 'expiresAt=2026-01-01T00%3A00%3A00.000Z');

  const owner = await Visitor.arrive(browser, { site: endpoints.site });
  await owner.open(expired);
  await owner.sees('The code in that email has expired.');
  await owner.picture('9-expired-mail-link');
  await owner.press('Send a new code');
  await owner.tickToGoOn();
  await owner.sees('a new code is on its way. Until it arrives');
  await owner.sees('is on its way to your registered email address');
  expect(owner.complaints.all).toEqual([]);
  await owner.leave();
});

import type { Browser } from 'playwright-core';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ops } from '../ops/ops.ts';
import { launchBrowser } from './browser.ts';
import { Visitor } from './visitor.ts';

const deployment = new Deployment();
const USER = `linked-${Date.now().toString(36)}`;
const ADDRESS = `${USER}@example.com`;
let browser: Browser;
let person: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  await ops('users', 'add', USER, ADDRESS);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  person = await Visitor.arrive(browser, { site: deployment.endpoints.site });
});
afterEach(() => person.leave());

async function startedReset(): Promise<{ reference: string; link: string }> {
  const { out } = await ops('resets', 'start', USER, '--json');
  return JSON.parse(out) as { reference: string; link: string };
}

test('an added user sets the first password through the link, with the code from the mail', async () => {
  const { reference, link } = await startedReset();
  const otp = otpIn(await deployment.mailbox.waitFor(ADDRESS, reference));

  await person.open(link);
  await person.heading('Enter the code');
  expect(await person.reference()).toBe(reference);
  await person.sees('do not share it with anyone: administrators never need it');
  expect(new URL(person.page.url()).hash).toBe('');
  await person.page.reload();
  await person.heading('Enter the code');
  await person.enterCode(otp);

  await person.heading('Choose a new password');
  await person.fill('New password', 'a lamp beside the northern window');
  await person.fill('Confirm new password', 'a lamp beside the northern window');
  await person.tick();
  await person.press('RESET PASSWORD');
  await person.heading('Password changed');
  expect(person.complaints.all).toEqual([]);
});

test('another link in the same tab replaces the first one, and an incomplete link does not', async () => {
  const [first, second] = [await startedReset(), await startedReset()];
  await person.open(first.link);
  await person.heading('Enter the code');
  expect(await person.reference()).toBe(first.reference);

  await person.page.evaluate((hash) => {
    window.location.hash = hash;
  }, new URL(second.link).hash);
  await person.sees(second.reference);
  expect(await person.reference()).toBe(second.reference);

  await person.page.evaluate(() => {
    window.location.hash = '#resetId=half';
  });
  await person.heading('Enter the code');
  expect(await person.reference()).toBe(second.reference);
});

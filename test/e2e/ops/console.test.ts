import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { pageFiles } from '../../../cli/console/page-files.ts';
import { ConsoleServer } from '../../../cli/console/server.ts';
import { Clients, readEndpoints } from '../../../cli/ops/clients.ts';
import { contextOf } from '../../../cli/ops/command.ts';
import { commands } from '../../../cli/ops/commands.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { axeFindings } from '../browser/axe.ts';
import { Complaints, launchBrowser } from '../browser/browser.ts';
import { ops, orders } from './ops.ts';

const PICTURES = fileURLToPath(new URL('../browser/screenshots/console/', import.meta.url));

const deployment = new Deployment();
const USER = `console-${Date.now().toString(36)}`;
const ADDRESS = `${USER}@example.com`;
const clients = new Clients(readEndpoints(process.env['ENDPOINTS'] ?? ''));

let browser: Browser;
let server: ConsoleServer;
let page: Page;
let complaints: Complaints;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchBrowser();
  await ops('users', 'add', USER, ADDRESS);
});
afterAll(async () => {
  clients.destroy();
  await browser?.close();
});
beforeEach(async () => {
  const context = contextOf('laptop', clients, { err: () => {}, ask: async () => undefined });
  server = await ConsoleServer.start({ context, commands, files: await pageFiles(), idle: 600_000 });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(60_000);
  complaints = new Complaints(page);
  await page.goto(server.address);
  await page.getByRole('heading', { level: 1, name: 'Find a request or a user' }).waitFor();
});
afterEach(async () => {
  const { all } = complaints;
  await page.close();
  await server.close();
  if (all.length > 0) throw new Error(`the page complained: ${all.join('; ')}`);
});

async function find(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reference, user ID or address' }).fill(text);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: `“${text}”` }).waitFor();
}

async function give(order: string, confirm: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: order, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: order });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('a request is found by the reference that is read out, with its user, its story and what the page shows', async () => {
  const started = await deployment.start(USER, { from: ownSource() });
  const otp = otpIn(await deployment.mailbox.waitFor(ADDRESS, started.reference));
  await deployment.verify(started, otp === '00000000' ? '00000001' : '00000000');
  await orders(deployment, 'otp_denied');
  await find(started.reference.toLowerCase().replace('-', ' '));
  await page.getByRole('heading', { name: `User ${USER}` }).waitFor();
  await page.getByText('the field for the code, with 4 guesses left').waitFor();
  await page.getByText('The code was mailed to every registered address.').waitFor();
  await page.getByText('The code was wrong.').waitFor();
  const shown = await page.content();
  for (const secret of [otp, started.resetId]) expect(shown).not.toContain(secret);
  expect(new URL(page.url()).hash).toBe('');
});

test('an order says what it means, asks for a reason, and is on record with it', async () => {
  await find(ADDRESS);
  await page.getByRole('button', { name: 'Disable the user', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable the user' });
  await dialog.getByText('Logins and resets are blocked').waitFor();
  await dialog.getByRole('button', { name: `Disable ${USER}` }).click();
  expect(await dialog.getByRole('textbox', { name: 'Reason' }).evaluate((input) => input.matches(':invalid'))).toBe(
    true,
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await give('Disable the user', `Disable ${USER}`, 'Ticket 42');
  await page.getByText(`Disabled ${USER}.`).waitFor();
  await give('Enable the user', `Enable ${USER}`, 'Ticket 43');
  await page.getByText(`Enabled ${USER}.`).waitFor();
  expect(await orders(deployment, 'user_disable_ordered')).toContainEqual(
    expect.objectContaining({ actor: 'administrator', reason: 'Ticket 42' }),
  );
});

test('a reset is started, and its link is shown to be read out', async () => {
  await find(USER);
  await give('Start a reset', `Start a reset for ${USER}`, 'Ticket 44');
  const link = await page.locator('code.link').textContent();
  expect(link).toMatch(/\/enter-code#resetId=/);
  const [, reference = ''] = /reference=([0-9A-Z-]+)/.exec(link ?? '') ?? [];
  const otp = otpIn(await deployment.mailbox.waitFor(ADDRESS, reference));
  expect(await page.content()).not.toContain(otp);
});

test('a user who is added is shown at once, and an order that is not valid names the field', async () => {
  // The browser logs the refused order.
  complaints = new Complaints(page, [400]);
  const added = `added-${USER}`;
  await page.getByRole('button', { name: 'Add a user', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a user' });
  await dialog.getByRole('textbox', { name: 'User ID' }).fill(added);
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill('somewhere');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Ticket 46');
  await dialog.getByRole('button', { name: 'Add the user' }).click();
  await dialog.getByText('Addresses: address 1 is not an address').waitFor();
  await dialog.getByRole('textbox', { name: 'Addresses' }).fill(`${added}@example.com`);
  await dialog.getByRole('button', { name: 'Add the user' }).click();
  await page.getByRole('heading', { name: `User ${added}` }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Reference' }).inputValue()).toBe(added);
});

test('the result of an order has the focus, because its button is made anew', async () => {
  await find(USER);
  await give('End all sessions', `Log ${USER} out everywhere`, 'Ticket 45');
  expect(await page.locator('.done:focus').textContent()).toContain(`Ended all sessions of ${USER}.`);
});

test('a reference whose request is deleted still has its story, and one that never was is said to be wrong', async () => {
  const { reference } = await deployment.start(USER, { from: ownSource() });
  let story = '';
  while (!story.includes('A reset was asked for.')) story = (await ops('resets', 'timeline', reference)).out;
  await page.route('**/commands', async (route) => {
    // The request is deleted some days after its end.
    if (route.request().postData()?.includes('resets show') !== true) return route.continue();
    await route.fulfill({ json: { kind: 'refused', refusal: { what: 'REFERENCE', reason: 'no request has it' } } });
  });
  await find(reference);
  await page.getByRole('heading', { name: `What happened under ${reference}` }).waitFor();
  await page.getByText('A reset was asked for.').waitFor();
  await find('ZZZZ-ZZZZ');
  const none = page.getByText('has nothing of it. Check the reference.');
  await none.waitFor();
  expect(await page.locator('.timeline').count()).toBe(0);
});

test('a reloaded page, and the address once more, have no access', async () => {
  await page.reload();
  await page.getByRole('heading', { name: 'No access' }).waitFor();
  const other = await browser.newPage();
  await other.goto(server.address);
  await other.getByText('the address was used already').waitFor();
  expect(await other.getByRole('textbox').count()).toBe(0);
  await other.close();
});

test.each(['light', 'dark'] as const)('the page and its dialogs are accessible (%s)', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await find(USER);
  await page.getByRole('heading', { name: 'What can be done' }).waitFor();
  await page.getByText('The code was mailed to every registered address.').first().waitFor();
  expect(await axeFindings(page, 'all')).toEqual([]);
  await page.screenshot({ path: `${PICTURES}user-${colorScheme}-1280.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `${PICTURES}user-${colorScheme}-390.png`, fullPage: true });
  await page.getByRole('button', { name: 'Change addresses', exact: true }).click();
  await page.getByRole('dialog').waitFor();
  expect(await axeFindings(page, 'all')).toEqual([]);
  await page.screenshot({ path: `${PICTURES}order-${colorScheme}-390.png` });
  await page.keyboard.press('Escape');
});

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import type { Browser, Page } from 'playwright-core';
import { mimeMessage } from '../../../../functions/adapters/ses/mime.ts';
import { renderMail } from '../../../../functions/mail/render.ts';
import { Secret } from '../../../../functions/domain/secret.ts';
import type { Message } from '../../../../functions/ports.ts';
import { startInbox } from '../../../../local/emulators/inbox.ts';
import { axeFindings } from '../../../e2e/browser/axe.ts';
import { launchBrowser } from '../../../e2e/browser/browser.ts';
import { brand, otpMessage, passwordChangedMessage } from '../../mail/messages.ts';
import { CLIENT, temporaryFolder } from './temporary-folder.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../../e2e/browser/screenshots/', import.meta.url));

let server: Awaited<ReturnType<typeof startInbox>>;
let client: SESClient;
let browser: Browser;
let page: Page;
const asked: string[] = [];
const dataDir = temporaryFolder();

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  server = await startInbox({ port: 0, dataDir, onMail: () => undefined });
  client = new SESClient({ ...CLIENT, endpoint: server.url });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  page = await context.newPage();
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(server.url);
});
afterAll(async () => {
  await browser?.close();
  client.destroy();
  await server.stop();
});

const send = async (message: Message) => {
  const data = mimeMessage({
    ...renderMail(message, brand),
    from: { name: 'Example Bank', address: 'no-reply@example.com' },
    to: message.to,
  });
  await client.send(
    new SendRawEmailCommand({
      Source: 'no-reply@example.com',
      Destinations: [message.to],
      RawMessage: { Data: data },
    }),
  );
};

const rows = () => page.locator('#mails .open');
const copied = () => page.evaluate(() => navigator.clipboard.readText());

test('an empty inbox says how a mail gets there', async () => {
  await page.getByText('No mail yet.').waitFor();
  expect(await rows().count()).toBe(0);
});

test('a mail appears by itself, the newest first, and one click copies its code', async () => {
  await send({ ...otpMessage, otp: new Secret('11111111') });
  await page.getByRole('button', { name: 'Copy 11111111' }).waitFor();
  await send({ ...otpMessage, to: 'bob@example.com', otp: new Secret('22222222') });
  await page.getByRole('button', { name: 'Copy 22222222' }).waitFor();
  await send(passwordChangedMessage);
  await rows().nth(2).waitFor();

  const subjects = await rows().locator('span:first-child').allTextContents();
  expect(subjects).toEqual([
    'Your Example Bank password was changed',
    'Your code to reset your Example Bank password',
    'Your code to reset your Example Bank password',
  ]);
  expect(await rows().nth(1).textContent()).toContain('bob@example.com');
  await page.getByRole('button', { name: 'Copy 22222222' }).click();
  await page.getByText('Copied 22222222.').waitFor();
  expect(await copied()).toBe('22222222');
});

test('a mail opens, with its links beside the inbox and without a script of its own', async () => {
  await rows().nth(1).click();
  await page.getByRole('heading', { level: 2, name: 'Your code to reset' }).waitFor();
  const mail = page.frameLocator('#html');
  await mail.getByText('22222222').waitFor();
  expect(await mail.locator('base').getAttribute('target')).toBe('_blank');
  await page.screenshot({ path: `${SCREENSHOTS}inbox-light.png` });

  await page.getByRole('button', { name: 'Plain text' }).click();
  await page.locator('#text', { hasText: '22222222' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${SCREENSHOTS}inbox-dark.png` });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.screenshot({ path: `${SCREENSHOTS}inbox-390.png` });
  expect(await axeFindings(page, 'all')).toEqual([]);
});

test('a filter finds the mails of an address', async () => {
  await page.getByLabel('To or subject contains').fill('BOB@');
  await page.waitForFunction(() => document.querySelectorAll('#mails .open').length === 1);
  expect(await rows().textContent()).toContain('bob@example.com');
  await page.getByLabel('To or subject contains').fill('');
});

test('a mail cannot run a script, nor can a subject', async () => {
  const data = mimeMessage({
    from: { name: 'x', address: 'no-reply@example.com' },
    to: 'alice@example.com',
    subject: '<img src=x onerror="document.title=1">',
    text: 'text',
    html: '<p>hostile</p><script>parent.document.title = "2"</script><img src=x onerror="top.document.title=3">',
  });
  await client.send(new SendRawEmailCommand({ Destinations: ['alice@example.com'], RawMessage: { Data: data } }));
  await rows().nth(3).waitFor();
  await rows().first().click();
  await page.frameLocator('#html').getByText('hostile').waitFor();
  expect(await page.title()).toBe('Inbox');
});

test('works without a network, and empties', async () => {
  expect(asked.map((url) => new URL(url).host).filter((host) => host !== new URL(server.url).host)).toEqual([]);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await page.getByText('No mail yet.').waitFor();
  expect(await (await fetch(`${server.url}/store`)).json()).toMatchObject({ emails: [] });
});

import { readFileSync } from 'node:fs';
import { PutSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { parseArguments } from '../../../cli/ops/arguments.ts';
import { commands } from '../../../cli/ops/commands.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { otpIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { readLinkedRequest } from '../../../web/link-fragments.ts';
import { ops, orders } from './ops.ts';

const deployment = new Deployment();
const inside = lookInside(deployment);
const run = Date.now().toString(36);

async function caller(name: string): Promise<{ userId: string; address: string }> {
  const userId = `${name}-${run}`;
  expect((await ops('users', 'add', userId, `${userId}@example.com`)).code).toBe(0);
  return { userId, address: `${userId}@example.com` };
}

const json = async (...args: readonly string[]) =>
  JSON.parse((await ops(...args, '--json')).out) as Record<string, unknown> & { reference: string; link: string };

/** Starts a reset by the help desk, and sets a password by its link and the mailed code. */
async function helpedTo(userId: string, address: string, password: string): Promise<void> {
  const { link, reference } = await json('resets', 'start', userId);
  const request = readLinkedRequest(new URL(link).hash);
  const otp = otpIn(await deployment.mailbox.waitFor(address, reference));
  await inside?.settled({ resetId: request?.resetId ?? '' });
  const verified = expecting(200, await deployment.verify({ resetId: request?.resetId ?? '' }, otp));
  expecting(200, await deployment.completed(String(verified.json['resetToken']), password));
}

const logIn = (userId: string, password: string) => deployment.logIn(userId, password, { from: ownSource() });

/** Waits until the timeline has all of it: the outcome of a mail can be recorded before the mail itself is. */
const timeline = async (reference: string, ...until: string[]): Promise<string> => {
  for (;;) {
    const { out } = await ops('resets', 'timeline', reference);
    if (until.every((words) => out.includes(words))) return out;
  }
};

test('1: a forgotten password ends with a reset that the caller finishes', async () => {
  const { userId, address } = await caller('one');
  await helpedTo(userId, address, `the first of ${run}`);
  expecting(201, await logIn(userId, `the first of ${run}`));
});

test('2: a mail that does not come is explained by the reference', async () => {
  const { reference } = await deployment.start(`nobody-${run}`, { from: ownSource() });
  expect(await timeline(reference, 'No code')).toContain('No code was mailed: there is no such user.');
  const { userId, address } = await caller('two');
  const mailed = await deployment.start(userId, { from: ownSource() });
  await deployment.mailbox.waitFor(address, mailed.reference);
  expect(await timeline(mailed.reference, 'The code was mailed', 'reached the mailbox')).toContain('A reset was asked');
  expect((await ops('resets', 'show', mailed.reference)).out).toContain('with 5 guesses left');
});

test('3: a limit is shown with its end, and is lifted', async () => {
  const { userId, address } = await caller('three');
  for (let code = 0; code < 3; code++) await json('resets', 'start', userId);
  expect((await ops('limits', 'show', userId)).out).toMatch(/brings no code until 20.*the link in the last mail/);
  await ops('limits', 'lift', userId, '--hour');
  const { reference } = await json('resets', 'start', userId);
  await deployment.mailbox.waitFor(address, reference);
});

test('4: wrong codes are told, and guesses are given back', async () => {
  const { userId } = await caller('four');
  const started = await deployment.start(userId, { from: ownSource() });
  await inside?.settled(started);
  for (let guess = 0; guess < 5; guess++) await deployment.verify(started, '000000000000');
  expect(await timeline(started.reference, 'The last guess')).toContain('The code was wrong.');
  expect((await ops('resets', 'show', started.reference)).out).toContain('that no guess is left');
  await inside?.spendBudget(userId, 100);
  expect((await ops('limits', 'show', userId)).out).toContain('codes work through the link in their mail alone');
  expect((await ops('resets', 'resume', userId)).out).toContain('Gave');
});

test('5: a delay of logins is lifted', async () => {
  const { userId, address } = await caller('five');
  await helpedTo(userId, address, `the fifth of ${run}`);
  let status = 401;
  for (let login = 0; login < 20 && status === 401; login++) ({ status } = await logIn(userId, 'another password'));
  expect(status).toBe(429);
  await ops('limits', 'lift', userId, '--logins');
  expecting(201, await logIn(userId, `the fifth of ${run}`));
});

test('6: an address is changed, the one before is told, and codes go to the new one alone', async () => {
  const { userId, address } = await caller('six');
  const before = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(before, address);
  const token = String(expecting(200, await deployment.verify(before, otp)).json['resetToken']);
  const changed = await ops('users', 'set-addresses', userId, `new-${address}`, '--reason', 'Ticket 6');
  expect(changed.out).toContain('Those before are told by mail');
  const told = await deployment.mailbox.waitFor(address, 'registered for your account');
  expect(told.text).toContain(userId);
  expect((await deployment.complete(token, `the sixth of ${run}`)).status).toBe(400);
  await helpedTo(userId, `new-${address}`, `the sixth of ${run}`);
  expect(await deployment.mailbox.to(`new-${address}`, 'registered for your account')).toEqual([]);
  expect((await ops('users', 'show', address)).code).toBe(1);
  expect((await ops('users', 'set-addresses', userId, `new-${address}`)).out).toContain('Nothing to do');
  expect(await orders(deployment, 'user_addresses_ordered')).toContainEqual(
    expect.objectContaining({ actor: 'administrator', reason: 'Ticket 6' }),
  );
  expect(await orders(deployment, 'former_addresses_notified')).not.toEqual([]);
});

test('7: requests and sessions of an account are ended, and it is disabled and enabled', async () => {
  const { userId, address } = await caller('seven');
  await helpedTo(userId, address, `the seventh of ${run}`);
  const session = expecting(201, await logIn(userId, `the seventh of ${run}`)).json['sessionToken'];
  const started = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(started, address);
  expect((await ops('resets', 'cancel', userId)).out).toContain('Ended 1 request');
  expect((await deployment.verify(started, otp)).json).toMatchObject({ code: 'otp-rejected' });
  await ops('sessions', 'end', userId);
  expect((await deployment.whoAmI(session)).status).toBe(401);
  await ops('users', 'disable', userId);
  expect((await logIn(userId, `the seventh of ${run}`)).status).toBe(401);
  await ops('users', 'enable', userId);
  expecting(201, await logIn(userId, `the seventh of ${run}`));
});

test('8: a suppressed address is shown beside the user, and is cleared', async () => {
  const { userId, address } = await caller('eight');
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const ses = new SESv2Client({ endpoint: deployment.endpoints.ses, region: 'us-east-1', credentials });
  await ses.send(new PutSuppressedDestinationCommand({ EmailAddress: address, Reason: 'BOUNCE' }));
  ses.destroy();
  expect((await ops('users', 'show', userId)).out).toContain('BOUNCE');
  await ops('suppression', 'clear', address);
  expect((await ops('users', 'show', userId)).out).not.toContain('BOUNCE');
});

test('9: an office gets more starts for a day', async () => {
  expect((await ops('networks', 'allow', '203.0.113.0/24', '--starts', '200', '--for', '1d')).code).toBe(0);
  expect((await ops('networks', 'list')).out).toContain('203.0.113.0/24');
});

test('10: somebody comes, and leaves', async () => {
  const { userId, address } = await caller('ten');
  await helpedTo(userId, address, `the tenth of ${run}`);
  expect((await ops('users', 'remove', userId)).out).toContain('Removed');
  expect((await logIn(userId, `the tenth of ${run}`)).status).toBe(401);
});

test('docs/guides/help-desk.md has ten calls, with command lines that are right', () => {
  const guide = readFileSync(new URL('../../../docs/guides/help-desk.md', import.meta.url), 'utf8');
  expect(guide.match(/^## \d+\. /gm)).toHaveLength(10);
  const lines = [...guide.matchAll(/^npm run ops -- (.+) --stage prod$/gm)].map(([, line = '']) => line);
  expect(lines.length).toBeGreaterThan(12);
  for (const line of lines) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
    const name = commands.has(words[0] ?? '') ? (words[0] ?? '') : words.slice(0, 2).join(' ');
    const command = commands.get(name);
    if (command === undefined) throw new Error(`no command: ${line}`);
    expect(() => parseArguments(command, {}, words.slice(name.split(' ').length))).not.toThrow();
  }
});

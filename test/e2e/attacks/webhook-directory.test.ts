import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { AddressGuard } from '../../../functions/adapters/directories/webhook/address-guard.ts';
import { signRequest } from '../../../functions/adapters/directories/webhook/signature.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { close, listen } from '../../../local/emulators/loopback.ts';
import { directoryAt, keysOf } from '../../unit/adapters/webhook/receiver.ts';
import {
  type ExampleReceiver,
  KEY,
  KEY_ID,
  startExpressPostgresql,
  startPlainNode,
  stopPostgresql,
} from '../../unit/examples/receivers.ts';

/** Tests the receivers and the adapter over real HTTP; they need no cloud. */

const OLD = 'correct horse battery staple';
const NEW = 'nine quiet rivers and a hill';
const keys = keysOf({ version: KEY_ID, key: Buffer.from(KEY) });

afterAll(stopPostgresql);

interface Forgery {
  readonly key?: string;
  readonly keyId?: string;
  /** Age of the timestamp in seconds from now. */
  readonly age?: number;
  readonly nonce?: string;
  /** Changes after the signature was made. */
  readonly sent?: { readonly body?: string; readonly path?: string; readonly headers?: Record<string, string> };
  readonly without?: string;
}

describe.each([
  ['plain Node', startPlainNode],
  ['Express and PostgreSQL', startExpressPostgresql],
])('37. the webhook receiver in %s', (_name, start) => {
  let receiver: ExampleReceiver;
  beforeAll(async () => {
    receiver = await start();
    await receiver.add({ userId: 'alice', addresses: ['alice@example.com'], status: 'active' }, OLD);
  });
  afterAll(() => receiver.stop());

  /** Sends a request that is valid except for the forgery; returns the answer, and whether the password changed. */
  async function setPassword({ key = KEY, keyId = KEY_ID, age = 0, sent = {}, without, ...forgery }: Forgery = {}) {
    const { nonce = randomBytes(16).toString('base64url') } = forgery;
    const url = new URL(`${receiver.webhookUrl}/v1/set-password`);
    const body = JSON.stringify({ account: 'alice', password: NEW, changeId: nonce });
    const timestamp = Math.floor(Date.now() / 1000) + age;
    const signed = { keyId, timestamp, nonce, method: 'POST', path: url.pathname, body: Buffer.from(body) };
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'password-reset-key-id': keyId,
      'password-reset-timestamp': String(timestamp),
      'password-reset-nonce': nonce,
      'password-reset-signature': signRequest(Buffer.from(key), signed),
      ...sent.headers,
    };
    if (without !== undefined) delete headers[without];
    const response = await fetch(new URL(sent.path ?? url.pathname, url), {
      method: 'POST',
      headers,
      body: sent.body ?? body,
    });
    const { code } = (await response.json()) as { code?: string };
    return { status: response.status, code };
  }
  const isUnchanged = async () => (await receiver.logIn('alice', OLD)) !== undefined;
  const other = JSON.stringify({ account: 'alice', password: 'of the attacker', changeId: 'x' });

  test.each<[string, Forgery, string]>([
    ['a signature by another key', { key: 'x'.repeat(64) }, 'bad-signature'],
    ['another body', { sent: { body: other } }, 'bad-signature'],
    ['a space more in the body', { sent: { body: `${other} ` } }, 'bad-signature'],
    ['another path', { sent: { path: '?' } }, 'bad-signature'],
    ['another timestamp', { sent: { headers: { 'password-reset-timestamp': '1800000000' } } }, 'bad-signature'],
    ['another nonce', { sent: { headers: { 'password-reset-nonce': 'A'.repeat(22) } } }, 'bad-signature'],
    ['an empty signature', { sent: { headers: { 'password-reset-signature': '' } } }, 'bad-signature'],
    ['a nonce that is guessed', { nonce: 'short' }, 'bad-signature'],
    ['no signature', { without: 'password-reset-signature' }, 'bad-signature'],
    ['no timestamp', { without: 'password-reset-timestamp' }, 'bad-signature'],
    ['no nonce', { without: 'password-reset-nonce' }, 'bad-signature'],
    ['no key ID', { without: 'password-reset-key-id' }, 'unknown-key'],
    ['a key that is not known', { keyId: 'another' }, 'unknown-key'],
    ['a property of every object as key ID', { keyId: 'constructor' }, 'unknown-key'],
    ['a timestamp of six minutes ago', { age: -360 }, 'stale-timestamp'],
    ['a timestamp in six minutes', { age: 360 }, 'stale-timestamp'],
  ])('refuses %s', async (_what, forgery, code) => {
    expect(await setPassword(forgery)).toEqual({ status: 401, code });
    expect(await isUnchanged()).toBe(true);
  });

  test('refuses a replay, and accepts one of several equal requests at once', async () => {
    const nonce = randomBytes(16).toString('base64url');
    const answers = await Promise.all(Array.from({ length: 8 }, () => setPassword({ nonce })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'replayed')).toHaveLength(7);
    expect(await setPassword({ nonce })).toEqual({ status: 401, code: 'replayed' });
  });

  test.each([-240, 240])('accepts a signed request %i seconds off, so that these tests can fail', async (age) => {
    expect(await setPassword({ age })).toMatchObject({ status: 200 });
    expect(await receiver.logIn('alice', NEW)).toBeDefined();
  });
});

describe('37. the webhook directory', () => {
  const change = { account: 'alice', password: new Secret<'password'>(NEW), changeId: 'c.1', accepts: () => true };
  let inside: Server;
  let reached = 0;
  let url = '';
  beforeAll(async () => {
    inside = createServer((_request, response) => {
      reached++;
      response.end('{"outcome":"changed"}');
    });
    url = await listen(inside, 0);
  });
  afterAll(() => close(inside));

  test('does not follow a redirect with the password', async () => {
    const redirecting = createServer((_request, response) => void response.writeHead(307, { location: url }).end());
    const directory = directoryAt(await listen(redirecting, 0), { keys });
    await expect(directory.setPassword(change)).rejects.toMatchObject({ kind: 'redirect' });
    await close(redirecting);
    expect(reached).toBe(0);
  });

  test.each([
    ['an address', undefined],
    ['a name', 'accounts.example.com'],
  ])('refuses a private target behind %s', async (_what, name) => {
    const guard = new AddressGuard([], async () => [{ address: '127.0.0.1', family: 4 }]);
    const target = name === undefined ? url : url.replace('http://127.0.0.1', `https://${name}`);
    await expect(directoryAt(target, { keys, guard }).setPassword(change)).rejects.toMatchObject({
      kind: 'address-refused',
    });
    expect(reached).toBe(0);
  });

  test('rejects an unsigned answer', async () => {
    await expect(directoryAt(url, { keys }).setPassword(change)).rejects.toMatchObject({ kind: 'content-type' });
    expect(reached).toBe(1);
  });
});

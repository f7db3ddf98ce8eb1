import { gzipSync } from 'node:zlib';
import type { Answer } from '../../../../functions/adapters/directories/webhook/exchange.ts';
import { signRequest } from '../../../../functions/adapters/directories/webhook/signature.ts';
import { answering, directoryAt, KEY, keyOf, type Received, signedAnswer, startReceiver } from './receiver.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let elsewhere: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
  elsewhere = await startReceiver();
});
beforeEach(() => elsewhere.behaves(good));
afterAll(() => Promise.all([receiver.stop(), elsewhere.stop()]));

const CHANGED = JSON.stringify({ outcome: 'changed' });
const good = answering((request) => signedAnswer(request, CHANGED));
const outcome = () => directoryAt(receiver.url).outcomeOf({ account: 'alice', changeId: 'change.1' });
const withHeaders = (answer: Answer, headers: Answer['headers']): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

test('the answer that the tests below alter is accepted', async () => {
  receiver.behaves(good);
  expect(await outcome()).toBe('changed');
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed, even if it is signed', async (status) => {
  receiver.behaves(
    answering((request) => ({
      ...withHeaders(signedAnswer(request, CHANGED), { location: `${elsewhere.url}/v1/outcome-of` }),
      status,
    })),
  );
  await expect(outcome()).rejects.toMatchObject({ name: `WebhookError redirect ${status}` });
  expect([receiver.requests.length, elsewhere.requests.length]).toEqual([1, 0]);
});

describe('a signature', () => {
  const signature = ({ headers }: Answer) => String(headers['password-reset-signature']);
  let recorded: Answer | undefined;

  test.each<[string, (request: Received) => Answer]>([
    [
      'that is not there',
      (request) => withHeaders(signedAnswer(request, CHANGED), { 'password-reset-signature': undefined }),
    ],
    [
      'by another key',
      (request) => signedAnswer(request, CHANGED, { key: { ...keyOf('other'), version: KEY.version } }),
    ],
    ['for another request', (request) => signedAnswer(request, CHANGED, { nonce: 'A'.repeat(22) })],
    [
      'of another body',
      (request) => ({
        ...signedAnswer(request, JSON.stringify({ outcome: 'not-changed' })),
        body: Buffer.from(CHANGED),
      }),
    ],
    [
      'in capitals',
      (request) => {
        const answer = signedAnswer(request, CHANGED);
        return withHeaders(answer, { 'password-reset-signature': signature(answer).toUpperCase() });
      },
    ],
    [
      'cut short',
      (request) => {
        const answer = signedAnswer(request, CHANGED);
        return withHeaders(answer, { 'password-reset-signature': signature(answer).slice(0, -1) });
      },
    ],
    [
      'that the request came with',
      (request) =>
        withHeaders(signedAnswer(request, CHANGED), {
          'password-reset-signature': request.headers['password-reset-signature'],
        }),
    ],
    [
      'of a request that says what an answer would',
      (request) => {
        const asRequest = {
          keyId: KEY.version,
          timestamp: 200,
          nonce: request.headers['password-reset-nonce'] ?? '',
          method: 'POST',
          path: '/',
          body: Buffer.from(CHANGED),
        };
        return withHeaders(signedAnswer(request, CHANGED), {
          'password-reset-signature': signRequest(KEY.key, asRequest),
        });
      },
    ],
  ])('%s is not accepted as an answer', async (_what, make) => {
    receiver.behaves(answering(make));
    await expect(outcome()).rejects.toMatchObject({ name: 'WebhookError signature' });
    expect(receiver.requests).toHaveLength(1);
  });

  test('of an earlier answer is not accepted', async () => {
    receiver.behaves(
      answering((request) => {
        recorded ??= signedAnswer(request, CHANGED);
        return recorded;
      }),
    );
    expect(await outcome()).toBe('changed');
    await expect(outcome()).rejects.toMatchObject({ name: 'WebhookError signature' });
  });
});

test.each([
  undefined,
  'text/html',
  'text/plain; charset=utf-8',
  'application/problem+json',
  'application/json; charset=utf-16',
])('the content type %s is not accepted', async (type) => {
  receiver.behaves(answering((request) => withHeaders(signedAnswer(request, CHANGED), { 'content-type': type })));
  await expect(outcome()).rejects.toMatchObject({ name: 'WebhookError content-type' });
});

test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
  'the content type %s is JSON',
  async (type) => {
    receiver.behaves(answering((request) => withHeaders(signedAnswer(request, CHANGED), { 'content-type': type })));
    expect(await outcome()).toBe('changed');
  },
);

test.each<[string, Buffer]>([
  ['compressed', gzipSync(CHANGED)],
  ['no JSON', Buffer.from('changed')],
  ['no UTF-8', Buffer.from('{"outcome":"changed","more":"\xff"}', 'latin1')],
  ['empty', Buffer.alloc(0)],
  ['two answers', Buffer.from(CHANGED + CHANGED)],
])('a signed body that is %s is not accepted', async (_what, body) => {
  receiver.behaves(answering((request) => signedAnswer(request, body)));
  await expect(outcome()).rejects.toMatchObject({ name: 'WebhookError form' });
});

test.each([201, 204, 206])('the status %i is not accepted', async (status) => {
  receiver.behaves(answering((request) => ({ ...signedAnswer(request, CHANGED), status })));
  await expect(outcome()).rejects.toMatchObject({ name: `WebhookError status ${status}` });
});

test('a body without end is cut off', async () => {
  let written = 0;
  receiver.behaves((_request, response) => {
    const more = () => {
      while (!response.destroyed && written < 50_000_000) {
        written += 65_536;
        if (!response.write('x'.repeat(65_536))) return void response.once('drain', more);
      }
      response.end();
    };
    response.writeHead(200, { 'content-type': 'application/json' });
    more();
  });
  await expect(outcome()).rejects.toMatchObject({ name: 'WebhookError too-large' });
  expect(written).toBeLessThan(10_000_000);
});

test('a body that is too large is refused, even if it is signed', async () => {
  const padded = `${CHANGED.slice(0, -1)},"padding":"${'x'.repeat(128 * 1024)}"}`;
  receiver.behaves(answering((request) => signedAnswer(request, padded)));
  await expect(outcome()).rejects.toMatchObject({ name: 'WebhookError too-large' });
});

test.each<[string, Record<string, string | number>]>([
  ['with a content length', { 'content-length': CHANGED.length }],
  ['in chunks', { 'transfer-encoding': 'chunked' }],
])('an incomplete answer %s is not accepted', async (_what, length) => {
  receiver.behaves((request, response) => {
    response.writeHead(200, { ...signedAnswer(request, CHANGED).headers, ...length });
    response.write(CHANGED.slice(0, 10), () => response.destroy());
  });
  await expect(outcome()).rejects.toMatchObject({ kind: 'unreachable' });
  expect(receiver.requests).toHaveLength(2);
});

test.each<[string, (drip: () => void) => void]>([
  ['never answers', () => undefined],
  ['sends a byte from time to time', (drip) => drip()],
])('a receiver that %s times out after two seconds', async (_what, start) => {
  const timers: NodeJS.Timeout[] = [];
  receiver.behaves((_request, response) =>
    start(() => {
      response.writeHead(200, { 'content-type': 'application/json' });
      timers.push(setInterval(() => response.write(' '), 100));
    }),
  );
  // Milliseconds for the whole call, and for one try of it.
  const limits: number[] = [];
  const timeout = (milliseconds: number) => {
    limits.push(milliseconds);
    return AbortSignal.timeout(milliseconds / 10);
  };
  const directory = directoryAt(receiver.url, { timeout });
  await expect(directory.outcomeOf({ account: 'alice', changeId: 'change.1' })).rejects.toMatchObject({
    name: 'WebhookError timeout',
  });
  expect(limits).toEqual([2000, 3000]);
  timers.forEach(clearInterval);
});

test('a missing receiver is an error', async () => {
  const gone = await startReceiver();
  await gone.stop();
  await expect(directoryAt(gone.url).findByUserId('alice')).rejects.toMatchObject({
    name: 'WebhookError unreachable ECONNREFUSED',
  });
});

import { Secret } from '../../../../functions/domain/secret.ts';
import { FakeClock } from '../../../../testkit/fakes/fake-clock.ts';
import {
  answering,
  type Behaviour,
  directoryAt,
  type KEY,
  keyOf,
  keysOf,
  type Received,
  signedAnswer,
  startReceiver,
} from './receiver.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());

const change = {
  account: 'alice',
  password: new Secret<'password'>('nine quiet rivers'),
  changeId: 'change.1',
  accepts: () => true,
};
const says = (body: unknown) => answering((request) => signedAnswer(request, JSON.stringify(body)));
const alice = { userId: 'alice', addresses: ['alice@example.com'], status: 'active' };
/** Account of `alice` as the port has it. */
const found = { ...alice, mark: '' };
/** Finds Alice, and answers a change with this. */
const answersChange = (body: unknown, account: unknown = alice) =>
  answering((request) =>
    signedAnswer(request, JSON.stringify(request.path.endsWith('/v1/find-by-user-id') ? { account } : body)),
  );
const status =
  (code: number, body = ''): Behaviour =>
  (_request, response) =>
    void response.writeHead(code).end(body);

describe('a call', () => {
  test('is one signed POST with only the fields that it needs', async () => {
    receiver.behaves((request, response) => {
      const answers: Record<string, unknown> = {
        '/base/v1/find-by-user-id': { account: alice },
        '/base/v1/find-by-address': { accounts: [alice] },
        '/base/v1/set-password': { outcome: 'changed' },
        '/base/v1/outcome-of': { outcome: 'not-changed' },
        '/base/v1/refuse-password': { outcome: 'refused' },
      };
      return says(answers[request.path])(request, response);
    });
    const directory = directoryAt(`${receiver.url}/base`);
    expect(await directory.findByUserId('alice')).toEqual(found);
    expect(await directory.findByAddress('alice@example.com')).toEqual([found]);
    expect(await directory.setPassword(change)).toEqual({ kind: 'changed' });
    expect(await directory.outcomeOf(change)).toBe('not-changed');
    await directory.refusePassword(change);
    expect(receiver.requests.map(({ body }) => JSON.parse(body))).toEqual([
      { userId: 'alice' },
      { address: 'alice@example.com' },
      { userId: 'alice' },
      { account: 'alice', password: 'nine quiet rivers', changeId: 'change.1' },
      { account: 'alice', changeId: 'change.1' },
      { account: 'alice', changeId: 'change.1' },
    ]);
    const headers = (name: string) => receiver.requests.map((request) => request.headers[name]);
    expect(headers('idempotency-key')).toEqual([undefined, undefined, undefined, 'change.1', undefined, undefined]);
    expect(new Set(headers('password-reset-nonce')).size).toBe(6);
    expect(new Set(headers('password-reset-key-id'))).toEqual(new Set(['key-1']));
  });

  test.each([
    'http://accounts.example.com',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'accounts.example.com',
  ])('is never sent to %s', (url) => {
    expect(() => directoryAt(url)).toThrow('must begin with https://');
  });
});

describe('an answer', () => {
  const find = () => directoryAt(receiver.url).findByUserId('alice');

  test('without an account is no account', async () => {
    receiver.behaves(says({ account: null }));
    expect(await find()).toBeUndefined();
  });

  test('may have additional fields, which are dropped', async () => {
    receiver.behaves(says({ account: { ...alice, displayName: 'Alice' }, version: 2 }));
    expect(await find()).toEqual(found);
  });

  test('with reasons refuses the password', async () => {
    receiver.behaves(answersChange({ outcome: 'refused', reasons: ['reused', 'too-long'] }));
    expect(await directoryAt(receiver.url).setPassword(change)).toEqual({
      kind: 'refused',
      reasons: ['reused', 'too-long'],
    });
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['an array', []],
    ['no account', {}],
    ['an account that is a text', { account: 'alice' }],
    ['an account without addresses', { account: { ...alice, addresses: undefined } }],
    ['an account with one address as a text', { account: { ...alice, addresses: 'alice@example.com' } }],
    ['an address with a line break', { account: { ...alice, addresses: ['a@example.com\r\nBcc: b@example.com'] } }],
    ['an invalid address', { account: { ...alice, addresses: ['alice'] } }],
    ['an unknown status', { account: { ...alice, status: 'ACTIVE' } }],
    ['a user ID that is a number', { account: { ...alice, userId: 7 } }],
    ['an empty user ID', { account: { ...alice, userId: '' } }],
    ['a time in milliseconds', { account: { ...alice, provenAt: Date.now() * 1000 } }],
    ['a time as a text', { account: { ...alice, provenAt: '1800000000' } }],
  ])('that is signed and holds %s is an error', async (_what, body) => {
    receiver.behaves(says(body));
    await expect(find()).rejects.toMatchObject({ name: 'WebhookError form', kind: 'form' });
    expect(receiver.requests).toHaveLength(1);
  });

  test.each<[unknown]>([
    [{}],
    [{ outcome: 'ok' }],
    [{ outcome: true }],
    [{ outcome: 'refused' }],
    [{ outcome: 'refused', reasons: [] }],
    [{ outcome: 'refused', reasons: ['because'] }],
    [{ changed: true }],
  ])('%j is no outcome of a change', async (body) => {
    receiver.behaves(answersChange(body));
    await expect(directoryAt(receiver.url).setPassword(change)).rejects.toMatchObject({ kind: 'form' });
  });
});

describe('a change', () => {
  const paths = () => receiver.requests.map(({ path }) => path);
  const bodyOf = (index: number) => JSON.parse(receiver.requests[index]?.body ?? '');

  test('is bound to the mark of the account that it accepts', async () => {
    const marks: string[] = [];
    const accepts = ({ mark }: { mark: string }) => marks.push(mark) > 0;
    receiver.behaves(answersChange({ outcome: 'account-changed' }, { ...alice, mark: 'v7' }));
    expect(await directoryAt(receiver.url).setPassword({ ...change, accepts })).toEqual({ kind: 'account-changed' });
    expect(marks).toEqual(['v7']);
    expect(bodyOf(1)).toMatchObject({ ifMark: 'v7' });
  });

  test.each([
    ['changed', 'active', 'changed'],
    ['not-changed', 'active', 'account-changed'],
    ['changed', 'disabled', 'changed'],
    ['not-changed', 'disabled', 'not-allowed'],
  ])('of an account that it does not accept is not sent: %s, and %s, is %s', async (outcome, status, kind) => {
    receiver.behaves(answersChange({ outcome }, { ...alice, status }));
    expect(await directoryAt(receiver.url).setPassword({ ...change, accepts: () => false })).toEqual({ kind });
    expect(paths()).toEqual(['/v1/find-by-user-id', '/v1/outcome-of']);
  });
});

describe('an address', () => {
  test('that is blank is no error, and no address', async () => {
    receiver.behaves(says({ account: { ...alice, addresses: ['', ' \u3000', 'alice@example.com'] } }));
    expect(await directoryAt(receiver.url).findByUserId('alice')).toEqual(found);
  });

  test('with an internationalized domain is asked for in both ways', async () => {
    receiver.behaves(says({ accounts: [alice] }));
    expect(await directoryAt(receiver.url).findByAddress('info@münchen.example')).toEqual([found]);
    expect(receiver.requests.map(({ body }) => String(JSON.parse(body).address)).toSorted()).toEqual([
      'info@münchen.example',
      'info@xn--mnchen-3ya.example',
    ]);
  });
});

describe('a reported password', () => {
  const refuse = () => directoryAt(receiver.url).refusePassword(change);

  test('is left to a receiver that does not have the call', async () => {
    receiver.behaves(status(404));
    await refuse();
    expect(receiver.requests).toHaveLength(1);
  });

  test.each([400, 403, 500])('that the receiver does not refuse, with %i, is an error', async (code) => {
    receiver.behaves(status(code));
    await expect(refuse()).rejects.toMatchObject({ name: `WebhookError status ${code}` });
  });

  test('is refused only by an answer of the contract', async () => {
    receiver.behaves(says({ outcome: 'ok' }));
    await expect(refuse()).rejects.toMatchObject({ kind: 'form' });
  });
});

describe('an outage', () => {
  const find = (url = receiver.url) => directoryAt(url).findByUserId('alice');

  test.each([500, 502, 503, 504, 429])('%i is retried once, as a new request', async (code) => {
    let first: Received | undefined;
    receiver.behaves((request, response) => {
      if (first !== undefined) return says({ account: alice })(request, response);
      first = request;
      response.writeHead(code).end();
    });
    expect(await find()).toEqual(found);
    const [one, other] = receiver.requests;
    expect(receiver.requests).toHaveLength(2);
    expect(one?.headers['password-reset-nonce']).not.toBe(other?.headers['password-reset-nonce']);
  });

  test('that lasts is an error after the second try', async () => {
    receiver.behaves(status(503));
    await expect(find()).rejects.toMatchObject({ name: 'WebhookError status 503' });
    expect(receiver.requests).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 422])('is not indicated by %i, which is not retried', async (code) => {
    receiver.behaves(status(code));
    await expect(find()).rejects.toMatchObject({ name: `WebhookError status ${code}` });
    expect(receiver.requests).toHaveLength(1);
  });

  test('a change is sent twice with one ID', async () => {
    receiver.behaves((request, response) =>
      receiver.requests.length === 2
        ? void response.destroy()
        : answersChange({ outcome: 'changed' })(request, response),
    );
    expect(await directoryAt(receiver.url).setPassword(change)).toEqual({ kind: 'changed' });
    expect(receiver.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      undefined,
      'change.1',
      'change.1',
    ]);
  });

  test('stops the calls after five, and one per ten seconds is tried', async () => {
    const clock = new FakeClock();
    const directory = directoryAt(receiver.url, { clock });
    const ask = () => directory.findByUserId('alice');
    receiver.behaves(status(503));
    for (let call = 1; call <= 5; call++) await expect(ask()).rejects.toMatchObject({ kind: 'status' });
    expect(receiver.requests).toHaveLength(10);
    await expect(ask()).rejects.toMatchObject({ name: 'WebhookError circuit-open' });
    expect(receiver.requests).toHaveLength(10);
    receiver.behaves(says({ account: alice }));
    clock.advance(10);
    expect(await ask()).toEqual(found);
    expect(await ask()).toEqual(found);
  });

  test('is not caused by a garbage answer: the next call is made', async () => {
    const directory = directoryAt(receiver.url);
    receiver.behaves(says({}));
    for (let call = 1; call <= 6; call++)
      await expect(directory.findByUserId('alice')).rejects.toMatchObject({ kind: 'form' });
  });
});

describe('a rotation', () => {
  const [older, newer, newest] = [keyOf('older'), keyOf('newer'), keyOf('newest')];
  /** Receiver that knows only these keys. */
  const knows = (...known: (typeof KEY)[]) =>
    receiver.behaves((request, response) => {
      const key = known.find(({ version }) => version === request.headers['password-reset-key-id']);
      if (key === undefined) return status(401, '{"code":"unknown-key"}')(request, response);
      return answering(() => signedAnswer(request, JSON.stringify({ account: alice }), { key }))(request, response);
    });
  const asked = () => receiver.requests.map(({ headers }) => headers['password-reset-key-id']);

  test('before the receiver has the new key: the previous key signs', async () => {
    knows(older);
    expect(await directoryAt(receiver.url, { keys: keysOf(newer, older) }).findByUserId('alice')).toEqual(found);
    expect(asked()).toEqual(['newer', 'older']);
  });

  test('that only the receiver knows of: the keys are read again', async () => {
    knows(newest);
    let current = newer;
    const keys = {
      ...keysOf(newer),
      current: async () => current,
      forget: () => {
        current = newest;
      },
    };
    expect(await directoryAt(receiver.url, { keys }).findByUserId('alice')).toEqual(found);
    expect(asked()).toEqual(['newer', 'newest']);
  });

  test('that the receiver does not learn of is an error', async () => {
    knows();
    const directory = directoryAt(receiver.url, { keys: keysOf(newer, older) });
    await expect(directory.findByUserId('alice')).rejects.toMatchObject({ name: 'WebhookError unknown-key' });
    expect(asked()).toEqual(['newer', 'older']);
  });

  test('a key that cannot be read is an error, and nothing is sent', async () => {
    knows(newer);
    const keys = { ...keysOf(newer), current: () => Promise.reject(new Error('denied')) };
    await expect(directoryAt(receiver.url, { keys }).findByUserId('alice')).rejects.toThrow('denied');
    expect(receiver.requests).toEqual([]);
  });
});

test('no error contains what was sent or received', async () => {
  const secret = 'nine quiet rivers';
  receiver.behaves((_request, response) => void response.writeHead(503, { 'x-why': secret }).end(secret));
  const fault = await directoryAt(receiver.url)
    .setPassword(change)
    .catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Error);
  expect(JSON.stringify(fault) + String(fault) + (fault as Error).stack).not.toContain(secret);
});

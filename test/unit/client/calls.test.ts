import { createClient } from '../../../client/src/client.ts';

const API = 'https://api.example.com/v1';
const REQUEST = { email: 'alice@example.com', captchaToken: 'token' };

/** A `fetch` that answers only when its call is aborted, as a service does that hangs. */
const hanging: typeof fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });

test('a call goes through the given fetch', async () => {
  const asked: string[] = [];
  const client = createClient({
    apiUrl: `${API}/`,
    fetch: (url, init) => {
      asked.push(`${init?.method} ${url as string}`);
      return Promise.resolve(new Response(null, { status: 202 }));
    },
  });
  expect(await client.remindUserId(REQUEST)).toEqual({ ok: true, body: undefined, clockAhead: 0 });
  expect(asked).toEqual([`POST ${API}/user-id-reminders`]);
});

test('a call that is aborted is the problem aborted', async () => {
  const controller = new AbortController();
  const answer = createClient({ apiUrl: API, fetch: hanging }).remindUserId(REQUEST, { signal: controller.signal });
  controller.abort();
  expect(await answer).toEqual({ ok: false, problem: { code: 'aborted' } });
});

test('a call that was aborted before it began is not made', async () => {
  const answer = await createClient({ apiUrl: API }).remindUserId(REQUEST, { signal: AbortSignal.abort() });
  expect(answer).toEqual({ ok: false, problem: { code: 'aborted' } });
});

test('a call that lasts longer than the time-out is unreachable', async () => {
  const answer = await createClient({ apiUrl: API, fetch: hanging, timeout: 1 }).remindUserId(REQUEST);
  expect(answer).toEqual({ ok: false, problem: { code: 'unreachable' } });
});

test.each([
  [{ apiUrl: '/v1' }, /apiUrl is \/v1/],
  [{ apiUrl: API, timeout: 0 }, /timeout is 0/],
  [{ apiUrl: API, timeout: Number.NaN }, /timeout is NaN/],
])('a wrong option is named: %j', (options, message) => {
  expect(() => createClient(options)).toThrow(message);
});

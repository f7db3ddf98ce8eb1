import { startRecaptcha } from '../../../../local/emulators/recaptcha.ts';
import { RecaptchaTokens } from '../../../../local/emulators/recaptcha-tokens.ts';

const siteKey = 'local-site-key';
let server: Awaited<ReturnType<typeof startRecaptcha>>;

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const mint = async (body: object) =>
  ((await (await post('/recaptcha/test/token', body)).json()) as { token: string }).token;
const verify = async (form: Record<string, string>) => {
  const answer = await fetch(`${server.url}/recaptcha/api/siteverify`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return (await answer.json()) as { success: boolean; 'error-codes'?: string[] };
};

beforeAll(async () => {
  server = await startRecaptcha({ port: 0, siteKey, secret: async () => 'the-secret' });
});
afterAll(() => server.stop());

test('a minted token is good once, and its verification names the site key, hostname and action', async () => {
  const token = await mint({ action: 'verify_otp', hostname: 'login.example.com', score: 0.3 });
  expect(await verify({ secret: 'the-secret', response: token, remoteip: '127.0.0.9' })).toEqual({
    success: true,
    challenge_ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    hostname: 'login.example.com',
    action: 'verify_otp',
    score: 0.3,
  });
  expect(await verify({ secret: 'the-secret', response: token })).toEqual({
    success: false,
    'error-codes': ['timeout-or-duplicate'],
  });
});

test('of fifty uses of one token at the same time one succeeds', async () => {
  const response = await mint({ action: 'log_in' });
  const answers = await Promise.all(Array.from({ length: 50 }, () => verify({ secret: 'the-secret', response })));
  expect(answers.filter(({ success }) => success)).toHaveLength(1);
});

test.each([
  ['nothing', {}, ['missing-input-secret', 'missing-input-response']],
  ['no token', { secret: 'the-secret' }, ['missing-input-response']],
  ['a wrong secret', { secret: 'other', response: 'x' }, ['invalid-input-secret']],
  ['a made-up token', { secret: 'the-secret', response: 'x' }, ['invalid-input-response']],
])('%s is refused', async (_what, form, codes) => {
  expect(await verify(form)).toEqual({ success: false, 'error-codes': codes });
});

test('a token of another site key is refused', async () => {
  const response = await mint({ action: 'log_in', siteKey: 'other' });
  expect(await verify({ secret: 'the-secret', response })).toMatchObject({ 'error-codes': ['invalid-input-response'] });
});

test('a body that is no form is a bad request', async () => {
  const answer = await post('/recaptcha/api/siteverify', { secret: 'the-secret' });
  expect(await answer.json()).toEqual({ success: false, 'error-codes': ['bad-request'] });
});

test('a token lives for two minutes', () => {
  const tokens = new RecaptchaTokens();
  const now = Date.now();
  const clock = Date.now;
  try {
    Date.now = () => now;
    const [young, old] = [0, 1].map(() => tokens.issue({ siteKey, hostname: 'a' }));
    Date.now = () => now + 119_000;
    expect(tokens.redeem(young ?? '', siteKey)).toMatchObject({ hostname: 'a' });
    Date.now = () => now + 121_000;
    expect(tokens.redeem(old ?? '', siteKey)).toBe('expired');
  } finally {
    Date.now = clock;
  }
});

test('the frame gets a token for the host of the page, and no one else gets one', async () => {
  const body = { siteKey, origin: 'https://login.example.com', action: 'request_reset' };
  expect((await post('/recaptcha/api2/userverify', body, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  const answer = await post('/recaptcha/api2/userverify', body, { 'sec-fetch-site': 'same-origin' });
  const { token } = (await answer.json()) as { token: string };
  expect(await verify({ secret: 'the-secret', response: token })).toMatchObject({
    success: true,
    hostname: 'login.example.com',
    action: 'request_reset',
  });
});

describe('faults', () => {
  const mode = (name: string) => post('/recaptcha/test/mode', { mode: name });
  const call = () =>
    fetch(`${server.url}/recaptcha/api/siteverify`, {
      method: 'POST',
      body: new URLSearchParams({ secret: 'the-secret', response: 'x' }),
      signal: AbortSignal.timeout(300),
    });
  afterEach(() => mode('ok'));

  test('timeout', async () => {
    await mode('timeout');
    await expect(call()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('5xx', async () => {
    await mode('5xx');
    expect((await call()).status).toBe(503);
  });

  test('garbage', async () => {
    await mode('garbage');
    const answer = await call();
    expect(answer.status).toBe(200);
    await expect(answer.json()).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  test('invalid-secret', async () => {
    await mode('invalid-secret');
    expect(await (await call()).json()).toEqual({ success: false, 'error-codes': ['invalid-input-secret'] });
  });

  test('an unknown mode is refused', async () => {
    expect((await mode('broken')).status).toBe(400);
  });
});

test('a taken port is refused', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startRecaptcha({ port, siteKey, secret: async () => '' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

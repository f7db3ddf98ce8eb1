import { startRecaptcha } from '../../../../local/emulators/recaptcha.ts';
import type { EmulatedProvider } from '../../../../local/emulators/verifications.ts';

const siteKey = 'local-site-key';
const SECRET = 'the-secret';
let emulator: Awaited<ReturnType<typeof startRecaptcha>>;

const begin = async (provider: EmulatedProvider) => {
  emulator = await startRecaptcha({ port: 0, siteKey, provider, secret: async () => SECRET });
};
afterEach(() => emulator.stop());

const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const mint = async (body: object = { action: 'log_in' }) =>
  String((await post('/recaptcha/test/token', body)).body['token']);

describe('Turnstile', () => {
  const verify = async (fields: Record<string, string>) =>
    (await post('/turnstile/v0/siteverify', { secret: SECRET, ...fields })).body;

  test('returns the properties that a token is bound to, and accepts it once', async () => {
    await begin('turnstile');
    const response = await mint({ action: 'log_in', hostname: 'login.example.com' });
    expect(await verify({ response })).toEqual({
      success: true,
      challenge_ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      hostname: 'login.example.com',
      'error-codes': [],
      action: 'log_in',
      cdata: '',
      metadata: { interactive: true },
    });
    expect(await verify({ response })).toEqual({ success: false, 'error-codes': ['timeout-or-duplicate'] });
  });

  test('repeats its answer to the same idempotency key, and to no other', async () => {
    await begin('turnstile');
    const response = await mint();
    const key = 'b9d3c7a2-5f0e-4b8a-9a59-0d3c1f2e4a61';
    const first = await verify({ response, idempotency_key: key });
    expect(first['success']).toBe(true);
    expect(await verify({ response, idempotency_key: key })).toEqual(first);
    expect((await verify({ response, idempotency_key: key.replace('b', 'c') }))['success']).toBe(false);
  });

  test('takes a token for five minutes', async () => {
    await begin('turnstile');
    expect((await verify({ response: await mint({ ageSeconds: 299 }) }))['success']).toBe(true);
    expect((await verify({ response: await mint({ ageSeconds: 301 }) }))['success']).toBe(false);
  });
});

describe('hCaptcha', () => {
  const verify = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({ secret: SECRET, ...fields });
    return (await fetch(`${emulator.url}/siteverify`, { method: 'POST', body })).json();
  };

  test('accepts a token once, for its site key, and binds it to no action', async () => {
    await begin('hcaptcha');
    const response = await mint({ action: 'log_in', hostname: 'login.example.com' });
    expect(await verify({ response, sitekey: 'other' })).toEqual({
      success: false,
      'error-codes': ['sitekey-secret-mismatch'],
    });
    expect(await verify({ response, sitekey: siteKey })).toEqual({
      success: true,
      challenge_ts: expect.stringMatching(/Z$/),
      hostname: 'login.example.com',
      credit: false,
    });
    expect(await verify({ response })).toEqual({ success: false, 'error-codes': ['already-seen-response'] });
  });

  test('names the error of a token, and takes no JSON', async () => {
    await begin('hcaptcha');
    const old = await mint({ ageSeconds: 121 });
    expect(await verify({ response: old })).toEqual({ success: false, 'error-codes': ['expired-input-response'] });
    expect(await verify({ response: 'made-up' })).toMatchObject({ 'error-codes': ['invalid-input-response'] });
    expect(await verify({ response: old, secret: 'other' })).toMatchObject({ 'error-codes': ['invalid-input-secret'] });
    expect((await post('/siteverify', { secret: SECRET, response: old })).body).toMatchObject({
      'error-codes': ['bad-request'],
    });
  });
});

describe('reCAPTCHA Enterprise', () => {
  const assess = (token: string, { key = SECRET, site = siteKey } = {}) =>
    post('/v1/projects/p/assessments', { event: { token, siteKey: site } }, { 'x-goog-api-key': key });

  test('assesses a token once, with a score', async () => {
    await begin('recaptcha-enterprise');
    const token = await mint();
    expect((await assess(token)).body).toMatchObject({
      name: expect.stringMatching(/^projects\/p\/assessments\/.+/),
      riskAnalysis: { score: 0.9 },
      tokenProperties: { valid: true, hostname: '127.0.0.1', action: 'log_in', createTime: expect.any(String) },
    });
    expect((await assess(token)).body).toMatchObject({ tokenProperties: { valid: false, invalidReason: 'DUPE' } });
  });

  test('names the error of a token', async () => {
    await begin('recaptcha-enterprise');
    const reason = async (token: string) =>
      ((await assess(token)).body['tokenProperties'] as { invalidReason: string }).invalidReason;
    expect(await reason('made-up')).toBe('MALFORMED');
    expect(await reason(await mint({ ageSeconds: 121 }))).toBe('EXPIRED');
  });

  test('refuses another API key and another site key without spending the token', async () => {
    await begin('recaptcha-enterprise');
    const token = await mint();
    expect((await assess(token, { key: 'other' })).status).toBe(400);
    expect((await assess(token, { site: 'other' })).status).toBe(400);
    expect((await assess(token)).body).toMatchObject({ tokenProperties: { valid: true } });
  });
});

test('v3 gives a score to each token', async () => {
  await begin('recaptcha-v3');
  const body = new URLSearchParams({ secret: SECRET, response: await mint() });
  const answer = await fetch(`${emulator.url}/recaptcha/api/siteverify`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ success: true, score: 0.9, action: 'log_in' });
});

test.each<[EmulatedProvider, string, string]>([
  ['recaptcha-v2', '/recaptcha/api.js', '/turnstile/v0/api.js'],
  ['recaptcha-v3', '/recaptcha/api.js', '/recaptcha/enterprise.js'],
  ['recaptcha-enterprise', '/recaptcha/enterprise.js', '/recaptcha/api.js'],
  ['turnstile', '/turnstile/v0/api.js', '/recaptcha/api.js'],
  ['hcaptcha', '/1/api.js', '/recaptcha/api.js'],
])('%s has its own script and no other', async (provider, script, other) => {
  await begin(provider);
  expect((await fetch(emulator.url + script)).headers.get('content-type')).toContain('javascript');
  expect((await fetch(emulator.url + other)).status).toBe(404);
});

import { turnstile } from '../../functions/adapters/captcha/siteverify.ts';
import { Secret } from '../../functions/domain/secret.ts';
import { answering, cases, SECRET, SITE_KEY, siteverifyYes, source, stopAnswering } from './captcha-providers.ts';

/** Requests on the wire, as each provider documents them. */
const question = { token: new Secret<'captcha-token'>('the token'), action: 'verify_otp', source, secret: SECRET };

interface Sent {
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly apiKey: unknown;
  readonly body: string;
}

/** Request that a provider received for one check. */
async function sentTo(provider: (typeof cases)[number]['provider']): Promise<Sent> {
  const found = cases.find((one) => one.provider === provider);
  if (found === undefined) throw new Error(`no case for ${provider}`);
  const sent: Sent[] = [];
  const url = await answering((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { 'content-type': type, 'x-goog-api-key': apiKey } = request.headers;
      sent.push({ url: request.url, type, apiKey, body });
      response.end(JSON.stringify(found.yes({})));
    });
  });
  expect((await found.make(url, SITE_KEY).ask(question)).kind).toBe('verdict');
  expect(sent).toHaveLength(1);
  return sent[0] as Sent;
}

const form = { secret: SECRET, response: 'the token', remoteip: source };

test.each([
  ['recaptcha-v2', form],
  ['recaptcha-v3', form],
  ['hcaptcha', { ...form, sitekey: SITE_KEY }],
  ['turnstile', { ...form, idempotency_key: expect.stringMatching(/^[\da-f-]{36}$/) }],
] as const)('%s is sent a form, and nothing in the URL', async (provider, fields) => {
  const { url, type, body } = await sentTo(provider);
  expect(url).toBe('/');
  expect(type).toBe('application/x-www-form-urlencoded;charset=UTF-8');
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual(fields);
});

test('Enterprise receives an event as JSON, and its API key only in a header', async () => {
  const { url, type, apiKey, body } = await sentTo('recaptcha-enterprise');
  expect({ url, type, apiKey }).toEqual({ url: '/', type: 'application/json', apiKey: SECRET });
  expect(JSON.parse(body)).toEqual({
    event: { token: 'the token', siteKey: SITE_KEY, expectedAction: 'verify_otp', userIpAddress: source },
  });
});

test('Turnstile is called again, with the same idempotency key, when its answer is lost', async () => {
  const keys: (string | null)[] = [];
  const url = await answering((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      keys.push(new URLSearchParams(body).get('idempotency_key'));
      if (keys.length === 1) request.socket.destroy();
      else response.end(JSON.stringify(siteverifyYes({})));
    });
  });
  expect((await turnstile(url).ask(question)).kind).toBe('verdict');
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test("Turnstile's own failure is an outage, and an answer to its test key is a wrong configuration", async () => {
  const ask = async (body: object) =>
    turnstile(await answering((_, response) => response.end(JSON.stringify(body)))).ask(question);
  expect(await ask({ success: false, 'error-codes': ['internal-error'] })).toEqual({
    kind: 'outage',
    reason: 'internal-error',
  });
  expect(await ask({ ...siteverifyYes({}), metadata: { result_with_testing_key: true } })).toEqual({
    kind: 'misconfigured',
    reason: 'public-test-key',
  });
});

afterEach(stopAnswering);

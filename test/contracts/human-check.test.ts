import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Recaptcha } from '../../functions/adapters/recaptcha.ts';
import { type CaptchaToken, Secret } from '../../functions/domain/secret.ts';
import { startRecaptcha } from '../../local/stand-ins/recaptcha.ts';

const SECRET = 'the-secret-key';
const source = '198.51.100.7';

let standIn: Awaited<ReturnType<typeof startRecaptcha>>;
beforeAll(async () => {
  standIn = await startRecaptcha({ port: 0, siteKey: 'site-key', secret: async () => SECRET });
});
afterAll(() => standIn.stop());

const recaptcha = (over: { secret?: string; verifyUrl?: string } = {}) =>
  new Recaptcha({
    verifyUrl: over.verifyUrl ?? `${standIn.url}/recaptcha/api/siteverify`,
    hostnames: ['127.0.0.1', 'login.example.com'],
    secret: async () => over.secret ?? SECRET,
  });

async function mint(body: { action?: string; hostname?: string }): Promise<CaptchaToken> {
  const response = await fetch(`${standIn.url}/recaptcha/test/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return new Secret(((await response.json()) as { token: string }).token);
}

describe('reCAPTCHA', () => {
  test.each([{ action: 'verify_otp' }, { action: 'verify_otp', hostname: 'login.example.com' }])(
    'passes a fresh token of our page: %o',
    async (body) => {
      expect(await recaptcha().check(await mint(body), 'verify_otp', source)).toEqual({ kind: 'passed' });
    },
  );

  test('takes a token once, also when it comes twice at once', async () => {
    const token = await mint({ action: 'verify_otp' });
    const outcomes = await Promise.all([1, 2, 3].map(() => recaptcha().check(token, 'verify_otp', source)));
    expect(outcomes.filter(({ kind }) => kind === 'passed')).toHaveLength(1);
    expect(outcomes).toContainEqual({ kind: 'rejected', reason: 'timeout-or-duplicate' });
  });

  test('rejects a token of another action, of another host name, and one that nobody gave', async () => {
    const check = recaptcha();
    expect(await check.check(await mint({ action: 'log_in' }), 'verify_otp', source)).toEqual({
      kind: 'rejected',
      reason: 'other-action',
    });
    expect(
      await check.check(await mint({ action: 'verify_otp', hostname: 'evil.example' }), 'verify_otp', source),
    ).toEqual({
      kind: 'rejected',
      reason: 'other-hostname',
    });
    expect(await check.check(new Secret('made-up'), 'verify_otp', source)).toEqual({
      kind: 'rejected',
      reason: 'invalid-input-response',
    });
  });

  test('says that it is our configuration when the secret is wrong', async () => {
    const token = await mint({ action: 'verify_otp' });
    expect(await recaptcha({ secret: 'another' }).check(token, 'verify_otp', source)).toEqual({
      kind: 'unavailable',
      reason: 'configuration invalid-input-secret',
    });
  });

  describe('fails closed', () => {
    let server: Server;
    const answer = async (listener: RequestListener) => {
      server = createServer(listener).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      return recaptcha({ verifyUrl: `http://127.0.0.1:${port}/` }).check(new Secret('token'), 'verify_otp', source);
    };
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    test.each<[string, RequestListener, string]>([
      ['on a server error', (_, response) => response.writeHead(500).end(), 'status 500'],
      ['on what is not JSON', (_, response) => response.end('<html>'), 'SyntaxError'],
      ['on JSON of another form', (_, response) => response.end('{"success":"yes"}'), 'answer of another form'],
      [
        'on a redirect',
        (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
        'TypeError',
      ],
      ['on a cut connection', (request) => request.destroy(), 'TypeError'],
      ['when no answer comes', () => {}, 'TimeoutError'],
    ])('%s', async (_fault, listener, reason) => {
      expect(await answer(listener)).toEqual({ kind: 'unavailable', reason });
    });
  });

  test('sends what Google documents: a form with secret, response and remoteip', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(`${request.headers['content-type']} ${chunk.toString()}`));
      request.on('end', () => response.end('{"success":true,"hostname":"127.0.0.1"}'));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await recaptcha({ verifyUrl: `http://127.0.0.1:${port}/` }).check(new Secret('the token'), 'verify_otp', source);
    server.close();
    expect(bodies).toEqual([
      'application/x-www-form-urlencoded;charset=UTF-8 secret=the-secret-key&response=the+token&remoteip=198.51.100.7',
    ]);
  });
});

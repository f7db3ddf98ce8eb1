import { ProviderCaptcha } from '../../functions/adapters/captcha/provider-captcha.ts';
import { type CaptchaToken, Secret } from '../../functions/domain/secret.ts';
import type { Clock, TokenRegister } from '../../functions/ports.ts';
import { startRecaptcha } from '../../local/emulators/recaptcha.ts';
import type { RequestListener } from 'node:http';
import { InMemoryTokenRegister } from '../../testkit/fakes/in-memory-token-register.ts';
import { answering, type Case, cases, SECRET, SITE_KEY, source, stopAnswering } from './captcha-providers.ts';

const findSource = async () => source;

interface Minted {
  action?: string;
  hostname?: string;
  score?: number;
  siteKey?: string;
  ageSeconds?: number;
}

describe.each(cases)('the captcha by $provider', ({ provider, path, make, lifetime, ...says }) => {
  const { actionBound, scored, timed } = says;
  let emulator: Awaited<ReturnType<typeof startRecaptcha>>;
  beforeAll(async () => {
    emulator = await startRecaptcha({ port: 0, siteKey: SITE_KEY, provider, secret: async () => SECRET });
  });
  afterAll(() => emulator.stop());

  /** Checks a token and consumes it if it passed, as an operation does. */
  const captcha = (over: Parameters<typeof providerCaptcha>[0] = {}) => {
    const check = providerCaptcha(over);
    return {
      check: async (...call: Parameters<ProviderCaptcha['check']>) => {
        const outcome = await check.check(...call);
        if (outcome.kind !== 'passed') return outcome;
        return (await outcome.use()) ? { kind: 'passed' } : { kind: 'rejected', reason: 'used-before' };
      },
    };
  };
  const providerCaptcha = (over: { secret?: string; url?: string; register?: TokenRegister; clock?: Clock } = {}) =>
    new ProviderCaptcha({
      provider: make(over.url ?? `${emulator.url}${path}`, SITE_KEY),
      register: over.register ?? new InMemoryTokenRegister(),
      clock: over.clock ?? { now: () => new Date() },
      secret: async () => over.secret ?? SECRET,
      hostnames: ['127.0.0.1', 'login.example.com'],
      minimumScore: 0.5,
    });
  const mint = async (body: Minted = {}): Promise<CaptchaToken> => {
    const response = await fetch(`${emulator.url}/recaptcha/test/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action: 'verify_otp', ...body }),
    });
    return new Secret(((await response.json()) as { token: string }).token);
  };
  const check = async (body: Minted) => captcha().check(await mint(body), 'verify_otp', findSource);

  test.each<Minted>([{}, { hostname: 'login.example.com' }, { ageSeconds: 100 }])(
    'passes a fresh token of our page: %o',
    async (body) => {
      expect(await check(body)).toEqual({ kind: 'passed' });
    },
  );

  test('accepts a token once, also in parallel calls', async () => {
    const token = await mint();
    const register = new InMemoryTokenRegister();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => captcha({ register }).check(token, 'verify_otp', findSource)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'passed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'rejected' && outcome.reason === says.spent)).toHaveLength(19);
  });

  test.each<[string, Minted, string | undefined]>([
    ['of another host name', { hostname: 'evil.example' }, 'other-hostname'],
    ['of a host name that only ends like ours', { hostname: 'evil.login.example.com' }, 'other-hostname'],
    ['of another site key', { siteKey: 'other' }, undefined],
    ["of Google's public test key", { hostname: 'testkey.google.com' }, 'public-test-key'],
    ['that is too old', { ageSeconds: lifetime + 1 }, says.expired],
  ])('rejects a token %s', async (_what, body, reason) => {
    expect(await check(body)).toEqual({ kind: 'rejected', reason: reason ?? says.madeUp });
  });

  test('rejects a token of another action, if the provider knows its action', async () => {
    // The emulator of v2 sends an action, as a widget of v3 with the same secret would.
    const known = provider !== 'hcaptcha';
    const other = { kind: 'rejected', reason: 'other-action' };
    expect(await check({ action: 'log_in' })).toEqual(known ? other : { kind: 'passed' });
  });

  test('rejects a made-up token', async () => {
    expect(await captcha().check(new Secret('made-up'), 'verify_otp', findSource)).toEqual({
      kind: 'rejected',
      reason: says.madeUp,
    });
  });

  test('requires an action if the provider binds tokens to actions', async () => {
    const url = await answering((_, response) => response.end(JSON.stringify(without('action', says.yes({})))));
    const unbound = { kind: 'rejected', reason: 'other-action' };
    expect(await captcha({ url }).check(new Secret('token'), 'verify_otp', findSource)).toEqual(
      actionBound ? unbound : { kind: 'passed' },
    );
  });

  test('rejects a low score, if the provider scores tokens', async () => {
    const low = { kind: 'rejected', reason: 'low-score' };
    // v2 gives no score of its own, but one that is there counts.
    const judged = scored || provider === 'recaptcha-v2';
    expect(await check({ score: 0.4 })).toEqual(judged ? low : { kind: 'passed' });
    expect(await check({ score: 0.5 })).toEqual({ kind: 'passed' });
  });

  test('reports a wrong configuration when the secret is wrong', async () => {
    expect(await captcha({ secret: 'another' }).check(await mint(), 'verify_otp', findSource)).toEqual({
      kind: 'unavailable',
      reason: `configuration ${says.wrongSecret}`,
    });
  });

  test.each(['6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe', '1x0000000000000000000000000000000AA', `0x${'0'.repeat(40)}`])(
    'does not ask with the public test secret %s',
    async (secret) => {
      let asked = 0;
      const url = await answering((_, response) => {
        asked += 1;
        response.end(JSON.stringify(says.yes({})));
      });
      expect(await captcha({ secret, url }).check(new Secret('token'), 'verify_otp', findSource)).toEqual({
        kind: 'unavailable',
        reason: 'configuration public-test-key',
      });
      expect(asked).toBe(0);
    },
  );

  describe('with a provider that accepts everything', () => {
    const yes = async (over: Parameters<Case['yes']>[0] = {}) =>
      answering((_, response) => response.end(JSON.stringify(says.yes(over))));

    test('accepts a token once, also in parallel calls', async () => {
      const parts = { url: await yes(), register: new InMemoryTokenRegister() };
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => captcha(parts).check(new Secret('token'), 'verify_otp', findSource)),
      );
      expect(outcomes.filter(({ kind }) => kind === 'passed')).toHaveLength(1);
      expect(outcomes.filter((one) => one.kind === 'rejected' && one.reason === 'used-before')).toHaveLength(19);
    });

    test('checks the age of a token if the provider reports when it was issued', async () => {
      const at = new Date(Date.now() - (lifetime + 31) * 1000);
      const outcome = await captcha({ url: await yes({ at }) }).check(new Secret('a'), 'verify_otp', findSource);
      // v2 reports when the challenge was loaded, and a user may solve it much later.
      const passed = { kind: 'passed' };
      expect(outcome).toEqual(timed ? { kind: 'rejected', reason: 'expired' } : passed);
    });

    test('rejects a token of another host', async () => {
      const url = await yes({ hostname: 'evil.example' });
      expect(await captcha({ url }).check(new Secret('b'), 'verify_otp', findSource)).toEqual({
        kind: 'rejected',
        reason: 'other-hostname',
      });
    });

    test('does not consume a rejected token, and accepts none while the register fails', async () => {
      const used: string[] = [];
      const register = { use: async (digest: string) => used.push(digest) > 0 };
      const url = await yes({ hostname: 'evil.example' });
      await captcha({ url, register }).check(new Secret('token'), 'verify_otp', findSource);
      expect(used).toEqual([]);
      const failing = { use: () => Promise.reject(new Error('throttled')) };
      const broken = captcha({ url: await yes(), register: failing });
      await expect(broken.check(new Secret('token'), 'verify_otp', findSource)).rejects.toThrow('throttled');
    });
  });

  describe('fails closed', () => {
    test.each<[string, RequestListener, string]>([
      ['on a server error', (_, response) => response.writeHead(500).end('{}'), 'status 500'],
      ['on too many requests', (_, response) => response.writeHead(429).end('{}'), 'status 429'],
      ['on an answer that is not JSON', (_, response) => response.end('<html>'), 'SyntaxError'],
      ['on JSON of another form', (_, response) => response.end('{"success":"yes"}'), 'answer of another form'],
      [
        'on a redirect',
        (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
        'TypeError',
      ],
      ['on a cut connection', (request) => request.destroy(), 'TypeError'],
      ['when no answer comes', () => {}, 'TimeoutError'],
    ])('%s', async (_fault, listener, reason) => {
      const url = await answering(listener);
      expect(await captcha({ url }).check(new Secret('token'), 'verify_otp', findSource)).toEqual({
        kind: 'unavailable',
        reason,
      });
    });

    test('and after three outages without a call', async () => {
      let asked = 0;
      const url = await answering((_, response) => {
        asked += 1;
        response.writeHead(503).end();
      });
      const down = captcha({ url });
      const reasons: unknown[] = [];
      for (let call = 0; call < 4; call += 1)
        reasons.push(await down.check(new Secret('token'), 'verify_otp', findSource));
      expect(reasons).toEqual(
        ['status 503', 'status 503', 'status 503', 'circuit-open'].map((reason) => ({ kind: 'unavailable', reason })),
      );
      expect(asked).toBe(provider === 'turnstile' ? 6 : 3);
    });
  });

  test('calls again ten seconds after the third outage, and recovers with the provider', async () => {
    let ahead = 0;
    let down = true;
    const url = await answering((_, response) => {
      if (down) response.writeHead(503).end();
      else response.end(JSON.stringify(says.yes({ at: new Date(Date.now() + ahead) })));
    });
    const recovering = captcha({ url, clock: { now: () => new Date(Date.now() + ahead) } });
    const ask = (token: string) => recovering.check(new Secret(token), 'verify_otp', findSource);
    for (const token of ['a', 'b', 'c']) await ask(token);
    down = false;
    expect(await ask('d')).toEqual({ kind: 'unavailable', reason: 'circuit-open' });
    ahead = 10_000;
    expect(await ask('d')).toEqual({ kind: 'passed' });
    expect(await ask('e')).toEqual({ kind: 'passed' });
  });

  test('three wrong secrets leave the circuit closed, because the provider works', async () => {
    const parts = { secret: 'another' };
    const misconfigured = captcha(parts);
    for (let call = 0; call < 3; call += 1) await misconfigured.check(new Secret('token'), 'verify_otp', findSource);
    parts.secret = SECRET;
    expect(await misconfigured.check(await mint(), 'verify_otp', findSource)).toEqual({ kind: 'passed' });
  });
});

afterEach(stopAnswering);

/** Copy of an answer without a field, at any depth. */
const without = (field: string, answer: object): object =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === field ? undefined : value))) as object;

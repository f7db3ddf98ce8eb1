import { createChallenge, solveChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { Altcha } from '../../functions/adapters/captcha/altcha.ts';
import { ProviderCaptcha } from '../../functions/adapters/captcha/provider-captcha.ts';
import { type Challenge, makeChallenge, type Solved } from '../../functions/domain/proof-of-work.ts';
import { Secret } from '../../functions/domain/secret.ts';
import { FakeClock } from '../../testkit/fakes/fake-clock.ts';
import { InMemoryTokenRegister } from '../../testkit/fakes/in-memory-token-register.ts';
import { solve } from '../../web/captcha-altcha.ts';

/** The captcha of this service itself, with the solver of the pages and with ALTCHA's own library. */

const SECRET = 'the secret of the stack';
const LIFETIME = 300;
const TRIES = 6;
const SOURCE = '198.51.100.7';

const clock = new FakeClock();
const inSeconds = (seconds: number) => new Date(clock.now().getTime() + seconds * 1000);

interface Wanted {
  readonly action?: string;
  readonly hostname?: string;
  readonly secret?: string;
  readonly endsIn?: number;
}

const challengeOf = ({ secret = SECRET, endsIn = LIFETIME, ...binding }: Wanted = {}): Promise<Challenge> =>
  makeChallenge(secret, {
    action: 'verify_otp',
    hostname: 'login.example.com',
    ...binding,
    maximumTries: TRIES,
    expiresAt: inSeconds(endsIn),
  });

const solved = async (wanted: Wanted = {}): Promise<string> =>
  String(await solve(await challengeOf(wanted), () => false));

const opened = (token: string): Solved => JSON.parse(Buffer.from(token, 'base64').toString()) as Solved;
const written = (value: unknown, space?: number): string =>
  Buffer.from(JSON.stringify(value, undefined, space)).toString('base64');

function captcha(register = new InMemoryTokenRegister(), secret = async () => SECRET) {
  const check = new ProviderCaptcha({
    provider: new Altcha(clock, LIFETIME),
    register,
    clock,
    secret,
    hostnames: ['login.example.com'],
    minimumScore: 0.5,
  });
  return async (token: string) => {
    const outcome = await check.check(new Secret(token), 'verify_otp', async () => SOURCE);
    if (outcome.kind !== 'passed') return outcome;
    return (await outcome.use()) ? { kind: 'passed' } : { kind: 'rejected', reason: 'used-before' };
  };
}

const rejected = (reason: string) => ({ kind: 'rejected', reason });

test('a solved challenge of our page passes', async () => {
  expect(await captcha()(await solved())).toEqual({ kind: 'passed' });
});

test.each<[string, Wanted, string]>([
  ['another action', { action: 'log_in' }, 'other-action'],
  ['another host name', { hostname: 'evil.example' }, 'other-hostname'],
  ['no page', { hostname: '' }, 'other-hostname'],
  ['another stack', { secret: 'another secret' }, 'other-key'],
  ['a time that is over', { endsIn: 0 }, 'expired'],
])('a challenge of %s is refused', async (_what, wanted, reason) => {
  expect(await captcha()(await solved(wanted))).toEqual(rejected(reason));
});

test('a token is used once, also in parallel, and however it is written', async () => {
  const token = await solved();
  const check = captcha();
  const { challenge, solution } = opened(token);
  const sameToken = [
    token,
    written(opened(token), 2),
    written({ solution, challenge }),
    written({ challenge, solution: { ...solution, counter: 0, time: 7 } }),
    written({
      challenge: {
        ...challenge,
        parameters: Object.fromEntries(Object.entries(challenge.parameters).toReversed()),
      },
      solution: { ...solution, derivedKey: solution.derivedKey.toUpperCase() },
    }),
  ];
  const outcomes = await Promise.all(sameToken.flatMap((way) => [check(way), check(way)]));
  expect(outcomes.filter(({ kind }) => kind === 'passed')).toHaveLength(1);
  expect(outcomes.filter((one) => 'reason' in one && one.reason === 'used-before')).toHaveLength(9);
});

test('nothing in a challenge can be changed, and the work cannot be left out', async () => {
  const { challenge, solution } = opened(await solved());
  const { parameters } = challenge;
  const change = (over: object) =>
    written({ challenge: { ...challenge, parameters: { ...parameters, ...over } }, solution });
  const check = captcha();
  for (const over of [
    { expiresAt: parameters.expiresAt + 1 },
    { data: { ...parameters.data, action: 'log_in' } },
    { cost: 1 },
    { keyPrefix: '00' },
    { more: 1 },
  ]) {
    expect(await check(change(over))).toEqual(rejected('other-key'));
  }
  for (const derivedKey of [parameters.keyPrefix, parameters.keyPrefix + '0'.repeat(32), parameters.keySignature, '']) {
    expect(await check(written({ challenge, solution: { ...solution, derivedKey } }))).toEqual(rejected('unsolved'));
  }
});

test.each([
  'made-up',
  '',
  written(null),
  written([]),
  written({ challenge: {} }),
  written({ challenge: 1, solution: 1 }),
])('the token %j is refused', async (token) => {
  expect(await captcha()(token)).toEqual(rejected('malformed'));
});

test('while the secret cannot be read no token passes, and none is used up', async () => {
  const register = new InMemoryTokenRegister();
  const token = await solved();
  await expect(captcha(register, () => Promise.reject(new Error('down')))(token)).rejects.toThrow('down');
  expect(await captcha(register)(token)).toEqual({ kind: 'passed' });
});

test('the work has an upper bound, and half of it is needed', async () => {
  const counters = await Promise.all(Array.from({ length: 12 }, async () => opened(await solved()).solution.counter));
  expect(Math.min(...counters)).toBeGreaterThanOrEqual(TRIES / 2);
  expect(Math.max(...counters)).toBeLessThan(TRIES);
});

test('a solver that is stopped gives no token', async () => {
  expect(await solve(await challengeOf(), () => true)).toBeUndefined();
});

describe('ALTCHA’s own library', () => {
  test('solves our challenges', async () => {
    const challenge = await challengeOf();
    const solution = await solveChallenge({ challenge: challenge as never, deriveKey });
    expect(await captcha()(written({ challenge, solution }))).toEqual({ kind: 'passed' });
  });

  test('accepts what our solver found', async () => {
    const hmacSignatureSecret = 'one';
    const hmacKeySignatureSecret = 'other';
    const challenge = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: 1000,
      counter: 5,
      deriveKey,
      hmacSignatureSecret,
      hmacKeySignatureSecret,
      expiresAt: new Date(Date.now() + 60_000),
      data: { action: 'verify_otp', hostname: 'login.example.com' },
    });
    const token = opened(String(await solve(challenge as never, () => false)));
    const result = await verifySolution({ ...token, hmacSignatureSecret, hmacKeySignatureSecret, deriveKey } as never);
    expect(result).toMatchObject({ verified: true, expired: false });
  });
});

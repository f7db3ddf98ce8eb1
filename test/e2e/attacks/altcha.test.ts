import { makeChallenge } from '../../../functions/domain/proof-of-work.ts';
import { CAPTCHA_ACTIONS } from '../../../functions/operations/fields.ts';
import { operationOf, operationsWith } from '../../../functions/operations/index.ts';
import { burst } from '../../../testkit/deployment/burst.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { solve } from '../../../web/captcha-altcha.ts';
import { dynamodbError } from '../faults/answers.ts';
import { FaultyCloud } from '../faults/faulty-cloud.ts';

/** The captcha without a third party, in a cloud of its own. */

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('altcha', { captchaProvider: 'altcha', challengeTries: '20' });
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

const TOKEN = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
const PASSWORD = 'a password that nobody has';

/** A body for each step; the step itself is refused for other reasons. */
const BODIES: Readonly<Record<string, object>> = {
  'start-reset': { userId: 'nobody-here' },
  'resend-otp': { resetId: 'r'.repeat(43) },
  'verify-otp': { resetId: 'r'.repeat(43), otp: '00000000' },
  'complete-reset': { resetToken: TOKEN, newPassword: PASSWORD, confirmPassword: PASSWORD },
  'remind-user-id': { email: 'nobody@example.com' },
  'log-in': { userId: 'nobody-here', password: PASSWORD },
};

const rejected = { status: 400, json: { code: 'captcha-rejected' } };
const siteOrigin = () => new URL(cloud.deployment.endpoints.site).origin;

async function challenge(action: unknown, origin: string | undefined = siteOrigin()) {
  return cloud.deployment.send('create-challenge', { action }, { headers: origin === undefined ? {} : { origin } });
}

async function solved(action: unknown, origin?: string): Promise<string> {
  const { status, json } = await challenge(action, origin);
  expect(status).toBe(200);
  return String(await solve(json as never, () => false));
}

const steps = operationsWith('built-in').filter((id) => operationOf(id).captchaAction !== undefined);

describe.each(steps)('30. at %s', (step) => {
  const action = operationOf(step).captchaAction;
  const other = CAPTCHA_ACTIONS.find((name) => name !== action);
  const send = (captchaToken: unknown) =>
    cloud.deployment.send(step, { ...BODIES[step], captchaToken }, { from: ownSource() });

  test('a solution allows the step once, also in parallel and in another spelling', async () => {
    const token = await solved(action);
    const spelt = Buffer.from(` ${Buffer.from(token, 'base64').toString()}`).toString('base64');
    const answers = await burst(8, (call) => send(call % 2 === 0 ? token : spelt));
    expect(answers.filter(({ json }) => json['code'] === 'captcha-rejected')).toHaveLength(7);
    expect(await send(token)).toMatchObject(rejected);
  });

  test.each<[string, () => Promise<string>]>([
    ['made-up', async () => 'made-up-token'],
    ['of another action', () => solved(other)],
    ['of the page of another site', () => solved(action, 'https://evil.example')],
    [
      'of another stack',
      async () => {
        const expiresAt = new Date(Date.now() + 60_000);
        const binding = { action: String(action), hostname: '127.0.0.1', maximumTries: 20, expiresAt };
        return String(await solve(await makeChallenge('another secret', binding), () => false));
      },
    ],
  ])('a token that is %s is refused', async (_kind, token) => {
    expect(await send(await token())).toMatchObject(rejected);
  });
});

test('a token is refused when its challenge is over', async () => {
  const token = await solved('verify_otp');
  await cloud.setClock('verify-otp', 301);
  const answer = await cloud.deployment.send('verify-otp', { ...BODIES['verify-otp'], captchaToken: token });
  await cloud.setClock('verify-otp', 0);
  expect(answer).toMatchObject(rejected);
});

test('a challenge for no action, or for a text that is none, is refused', async () => {
  for (const action of ['', 'pay', 7, null, ['verify_otp']]) {
    expect((await challenge(action)).json).toMatchObject({ code: 'invalid-request', errors: [{ field: 'action' }] });
  }
});

test('making challenges writes nothing', async () => {
  const written = () => cloud.wires.dynamodb.calls.filter(({ caller }) => caller === 'create-challenge').length;
  await burst(5, () => challenge('verify_otp'));
  expect(written()).toBe(0);
});

test('11, 14. without its secret the captcha fails closed: no challenge, no step', async () => {
  const token = await solved('log_in');
  await Promise.all(['create-challenge', 'log-in'].map((stem) => cloud.kill(stem)));
  cloud.wires.secretsManager.inject({ fault: dynamodbError('InternalServiceError', 500) });
  const send = () => cloud.deployment.send('log-in', { ...BODIES['log-in'], captchaToken: token });
  expect(await challenge('log_in')).toMatchObject({ status: 503 });
  expect(await send()).toMatchObject({ status: 503 });
  cloud.clearFaults();
  // The token was not used up.
  expect((await send()).json).toMatchObject({ code: 'login-rejected' });
});

import { type OperationId, operationOf, operations } from '../../../functions/operations/index.ts';
import { burst } from '../../../testkit/deployment/burst.ts';
import { testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';

const deployment = new Deployment();

const TOKEN = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
const PASSWORD = 'a password that nobody has';

/** A body for each operation with a captcha; the step itself is refused for other reasons. */
const BODIES = {
  'start-reset': { userId: 'nobody-here' },
  'resend-otp': { resetId: 'r'.repeat(43) },
  'verify-otp': { resetId: 'r'.repeat(43), otp: '00000000' },
  'complete-reset': { resetToken: TOKEN, newPassword: PASSWORD, confirmPassword: PASSWORD },
  'remind-user-id': { email: 'nobody@example.com' },
  'log-in': { userId: 'nobody-here', password: PASSWORD },
} as const satisfies Partial<Record<OperationId, object>>;

const steps = Object.keys(BODIES) as (keyof typeof BODIES)[];
const otherActionThan = (step: keyof typeof BODIES) =>
  operations[step === 'log-in' ? 'start-reset' : 'log-in'].captchaAction;

test('every operation with a captcha action is tested here', () => {
  const named = (Object.keys(operations) as OperationId[]).filter((id) => operationOf(id).captchaAction !== undefined);
  expect(steps.toSorted()).toEqual(named.toSorted());
});

describe.each(steps)('30. at %s', (step) => {
  const { captchaAction } = operations[step];
  const send = (captchaToken: unknown) =>
    deployment.send(step, { ...BODIES[step], captchaToken }, { from: ownSource() });
  const rejected = { status: 400, json: { code: 'captcha-rejected' } };

  test.each<[string, () => Promise<unknown>]>([
    ['made-up', async () => 'made-up-token'],
    ['expired', () => deployment.captcha(captchaAction, { ageSeconds: 121 })],
    ['other-site', () => deployment.captcha(captchaAction, { siteKey: 'another-site-key' })],
    ['other-host', () => deployment.captcha(captchaAction, { hostname: 'evil.example' })],
    ['other-action', () => deployment.captcha(otherActionThan(step))],
    ['low-score', () => deployment.captcha(captchaAction, { score: 0.1 })],
  ])('a token that is %s is refused', async (_kind, token) => {
    expect(await send(await token())).toMatchObject(rejected);
  });

  test('a missing token is refused', async () => {
    const answer = await deployment.send(step, BODIES[step], { from: ownSource() });
    expect(answer.json).toMatchObject({
      code: 'invalid-request',
      errors: [{ field: 'captchaToken', detail: 'is missing' }],
    });
  });

  test('a replayed token, also in parallel, allows the step once', async () => {
    const token = await deployment.captcha(captchaAction);
    const answers = await burst(8, () => send(token));
    expect(answers.filter(({ json }) => json['code'] === 'captcha-rejected')).toHaveLength(7);
    expect(await send(token)).toMatchObject(rejected);
  });
});

const expectNotThere = async (path: string) => {
  const body = JSON.stringify({ userId: 'alice', captchaToken: 'made-up' });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await httpCall({ method: 'POST', url: `${deployment.endpoints.api}${path}`, headers, body });
  expect(answer).toMatchObject({ status: 404, json: { code: 'not-found' } });
};

test.each(['/PASSWORD-RESETS', '/./password-resets', '/password-resets;a=b'])(
  '31. the path %s does not bypass the captcha: it does not exist',
  async (path) => {
    await expectNotThere(path);
  },
);

testWhere(deployment, 'exact-paths').each([
  '//password-resets',
  '/password-resets/',
  '/password%2dresets',
  '/password-resets%2Fverify',
])('31. the path %s does not bypass the captcha: it does not exist', expectNotThere);

describe('when the provider does not answer, no step is taken and no attempt is spent', () => {
  const mode = (name: string) =>
    httpCall({
      method: 'POST',
      url: `${deployment.endpoints.recaptcha}/recaptcha/test/mode`,
      body: JSON.stringify({ mode: name }),
    });
  afterAll(() => mode('ok'));

  test('a guess during an outage does not count', async () => {
    const started = await deployment.start('nobody-here', { from: ownSource() });
    await mode('5xx');
    expect((await deployment.verify(started, '00000000')).json).toMatchObject({
      code: 'captcha-unavailable',
      status: 503,
    });
    await mode('ok');
    expect((await deployment.verify(started, '00000000')).json).toMatchObject({
      code: 'otp-rejected',
      attemptsLeft: 4,
    });
  });
});

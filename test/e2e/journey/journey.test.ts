import { lacks, testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const OLD = 'correct horse battery staple';
const NEW = `a brand new password ${Date.now()}`;

/** Other tests may have started a request for them within the cooldown. */
beforeAll(() => lookInside(deployment)?.renewBudgets('alice', 'bob'));

test('a forgotten password is reset: the new one logs in, the old one does not', async () => {
  const from = ownSource();
  const before = expecting(201, await deployment.logIn('alice', OLD, { from }));
  const session = before.json['sessionToken'];
  expect((await deployment.whoAmI(session)).json).toMatchObject({ userId: 'alice' });

  const headers = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0' };
  const started = await deployment.start('alice', { from, headers });
  const mail = await deployment.mailbox.waitFor('alice@example.com', started.reference);
  expect(mail.subject).not.toMatch(/\d{6}/);
  expect(mail.text).toMatch(/Requested: .* UTC\nNetwork: \S+\/\d+\nBrowser: Firefox on Linux\n/);
  const otp = await deployment.otpOf(started, 'alice@example.com');
  const wrong = otp === '00000000' ? '00000001' : '00000000';
  expect((await deployment.verify(started, wrong)).json).toMatchObject({ code: 'otp-rejected', attemptsLeft: 4 });
  const verified = expecting(200, await deployment.verify(started, otp));

  const resetToken = String(verified.json['resetToken']);
  const refused = await deployment.complete(resetToken, 'too short');
  expect(refused).toMatchObject({ status: 400, json: { code: 'password-rejected', reasons: ['too-short'] } });
  const completed = expecting(200, await deployment.complete(resetToken, NEW));
  expect(completed.json).toEqual({ loginUrl: deployment.endpoints.login ?? `${deployment.endpoints.site}/` });

  expect((await deployment.whoAmI(session)).status).toBe(lacks(deployment, 'sessions') ? 200 : 401);
  expect(await deployment.logIn('alice', OLD, { from })).toMatchObject({
    status: 401,
    json: { code: 'login-rejected' },
  });
  const after = expecting(201, await deployment.logIn('alice', NEW, { from }));
  expect((await deployment.whoAmI(after.json['sessionToken'])).json).toMatchObject({ userId: 'alice' });

  const notice = await deployment.mailbox.waitFor('alice@example.com', started.reference, 'changed');
  expect((await deployment.call('report-reset', { reportToken: reportTokenIn(notice) })).status).toBe(202);
});

async function sessionEndsByLoggingOut(): Promise<void> {
  const answer = expecting(201, await deployment.logIn('user-0116', OLD, { from: ownSource() }));
  const signedIn = { headers: { Authorization: `Bearer ${String(answer.json['sessionToken'])}` } };
  expect((await deployment.call('log-out', {}, signedIn)).status).toBe(204);
  expect((await deployment.call('who-am-i', {}, signedIn)).status).toBe(401);
}

testWhere(deployment, 'log-in')('a session ends when its owner logs out', sessionEndsByLoggingOut);

test('a reminder lists both user IDs of an address', async () => {
  const answer = await deployment.call('remind-user-id', { email: 'dana@example.com' }, { from: ownSource() });
  expect(answer).toMatchObject({ status: 202, text: '' });
  const { text } = await deployment.mailbox.waitFor('dana@example.com', 'These user IDs');
  expect(text).toMatch(/^\s+dana\n\s+dana\.admin$/m);
});

test('"this wasn\'t me" ends a request before it is used', async () => {
  const from = ownSource();
  const started = await deployment.start('bob', { from });
  const secondAddress = lacks(deployment, 'several-addresses') ? 'bob@example.com' : 'bob.builder@example.net';
  const mail = await deployment.mailbox.waitFor(secondAddress, started.reference);
  const otp = await deployment.otpOf(started, 'bob@example.com');
  expect((await deployment.call('report-reset', { reportToken: reportTokenIn(mail) })).status).toBe(202);
  // As a decoy answers, so that the starter does not notice the report.
  expect((await deployment.verify(started, otp)).json).toMatchObject({ code: 'otp-rejected' });
});

test('a resend waits for its cooldown', async () => {
  const { resetId } = await deployment.start('nobody-here', { from: ownSource() });
  const answer = await deployment.call('resend-otp', { resetId });
  expect(answer).toMatchObject({ status: 429, json: { code: 'rate-limited' } });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
});

describe('bad input', () => {
  test.each<[string, unknown, string]>([
    ['a missing field', { captchaToken: 'x' }, 'userId'],
    ['an array', { userId: ['alice'], captchaToken: 'x' }, 'userId'],
    ['an unknown field', { userId: 'alice', captchaToken: 'x', admin: true }, 'admin'],
  ])('%s gets a 400 that names the field', async (_what, body, field) => {
    const answer = await deployment.send('start-reset', body, { from: ownSource() });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ code: 'invalid-request', errors: [{ field }] });
  });

  const expectNotThere = async (path: string) => {
    const answer = await httpCall({ method: 'POST', url: `${deployment.endpoints.api}${path}`, body: '{}' });
    expect(answer).toMatchObject({ status: 404, json: { code: 'not-found' } });
  };

  test.each(['/', '/nothing', '/Password-Resets'])('the path %s does not exist', async (path) => {
    await expectNotThere(path);
  });

  testWhere(deployment, 'exact-paths').each(['/password-resets/', '//password-resets', '/password-resets/%76erify'])(
    'the path %s does not exist',
    expectNotThere,
  );

  test('a token of another step is refused', async () => {
    const captchaToken = await deployment.captcha('log_in');
    const answer = await deployment.send('start-reset', { userId: 'alice', captchaToken }, { from: ownSource() });
    expect(answer).toMatchObject({ status: 400, json: { code: 'captcha-rejected' } });
  });
});

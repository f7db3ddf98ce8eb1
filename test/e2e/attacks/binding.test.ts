import { lacks, testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const USERS = Array.from({ length: 12 }, (_, n) => `user-00${21 + n}`);
const OLD = 'correct horse battery staple';
const NEW = 'a password for the binding tests';
const addressOf = (userId: string): string => `${userId}@example.com`;
const rejected = { status: 400, json: { code: 'reset-rejected' } };

beforeAll(() => lookInside(deployment)?.renewBudgets(...USERS));

test('11. complete without verify: refused', async () => {
  const started = await deployment.start('user-0021', { from: ownSource() });
  const otp = await deployment.otpOf(started, addressOf('user-0021'));
  const made = [`${started.resetId}.${started.resetId}`, `${'a'.repeat(43)}.${'b'.repeat(43)}`];
  for (const token of made) expect(await deployment.complete(token, NEW)).toMatchObject(rejected);
  expect((await deployment.complete(otp, NEW)).json).toMatchObject({ code: 'invalid-request' });
  expect((await deployment.logIn('user-0021', NEW, { from: ownSource() })).status).toBe(401);
});

test('12. my code with your request, your code with mine: refused', async () => {
  const mine = await deployment.start('user-0022', { from: ownSource() });
  const yours = await deployment.start('user-0023', { from: ownSource() });
  const myOtp = await deployment.otpOf(mine, addressOf('user-0022'));
  const yourOtp = await deployment.otpOf(yours, addressOf('user-0023'));
  expect((await deployment.verify(yours, myOtp)).json).toMatchObject({ code: 'otp-rejected' });
  expect((await deployment.verify(mine, yourOtp)).json).toMatchObject({ code: 'otp-rejected' });

  const myToken = String(expecting(200, await deployment.verify(mine, myOtp)).json['resetToken']);
  const yourToken = String(expecting(200, await deployment.verify(yours, yourOtp)).json['resetToken']);
  const [myName] = myToken.split('.');
  const [, yourProof] = yourToken.split('.');
  expect(await deployment.complete(`${myName}.${yourProof}`, NEW)).toMatchObject(rejected);
});

test.each(['userId', 'email', 'account', 'resetId'])('13. complete carrying a field %s: 400', async (field) => {
  const resetToken = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
  const body = { resetToken, newPassword: NEW, confirmPassword: NEW, captchaToken: 'token', [field]: 'user-0024' };
  const answer = await deployment.send('complete-reset', body);
  expect(answer).toMatchObject({ status: 400, json: { code: 'invalid-request', errors: [{ field }] } });
});

test("14. after a resend the older code is dead, and another user's start does not kill mine (the cooldown is ended in the table)", async () => {
  const mine = await deployment.start('user-0024', { from: ownSource() });
  const first = await deployment.otpOf(mine, addressOf('user-0024'));
  await lookInside(deployment)?.endAccountCooldown('user-0024');
  const other = await deployment.start('user-0024', { from: ownSource() });
  await lookInside(deployment)?.settled(other);
  await lookInside(deployment)?.endAccountCooldown('user-0024');
  await lookInside(deployment)?.endCooldown(mine);
  expecting(202, await deployment.resend(mine));
  const [, second = ''] = await deployment.otpsOf(mine, addressOf('user-0024'), 2);
  expect((await deployment.verify(mine, first)).json).toMatchObject({ code: 'otp-rejected' });
  expect((await deployment.verify(mine, second)).status).toBe(200);
});

test('15. the right code one second after expiry, with the item still in the table: refused (expiry is moved in the table)', async () => {
  const started = await deployment.start('user-0025', { from: ownSource() });
  const otp = await deployment.otpOf(started, addressOf('user-0025'));
  await lookInside(deployment)?.settled(started);
  await lookInside(deployment)?.expire(started);
  expect(await deployment.verify(started, otp)).toMatchObject(rejected);
  expect(await deployment.resend(started)).toMatchObject(rejected);

  const late = await deployment.start('user-0026', { from: ownSource() });
  const verified = expecting(200, await deployment.verify(late, await deployment.otpOf(late, addressOf('user-0026'))));
  await lookInside(deployment)?.expire(late);
  expect(await deployment.complete(String(verified.json['resetToken']), NEW)).toMatchObject(rejected);
});

async function sessionsEndWithTheReset(): Promise<void> {
  const userId = 'user-0027';
  const from = ownSource();
  const before = expecting(201, await deployment.logIn(userId, OLD, { from })).json['sessionToken'];
  expect((await deployment.whoAmI(before)).status).toBe(200);
  const token = await deployment.verifiedToken(userId, addressOf(userId), { from });
  expect((await deployment.whoAmI(before)).status).toBe(200);
  await deployment.completed(token, NEW);
  expect((await deployment.whoAmI(before)).status).toBe(401);
}

testWhere(deployment, 'sessions')('16. sessions opened before the reset are dead after it', sessionsEndWithTheReset);

test('16b. every other outstanding code of the account is dead after a reset', async () => {
  const userId = 'user-0028';
  const other = await deployment.start(userId, { from: ownSource() });
  const otherOtp = await deployment.otpOf(other, addressOf(userId));
  await lookInside(deployment)?.endAccountCooldown(userId);
  const mine = await deployment.start(userId, { from: ownSource() });
  const verified = expecting(200, await deployment.verify(mine, await deployment.otpOf(mine, addressOf(userId))));
  await deployment.completed(String(verified.json['resetToken']), NEW);
  await deployment.mailbox.waitFor(addressOf(userId), mine.reference, 'changed');
  // As a decoy answers, so that the starter of the other request does not notice the change.
  expect((await deployment.verify(other, otherOtp)).json).toMatchObject({ code: 'otp-rejected', attemptsLeft: 4 });
});

describe('17. no code, same answer', () => {
  const inside = lookInside(deployment);
  const putAccount = async (userId: string, address: string, status: string) => {
    if (deployment.endpoints.directory === undefined) return inside?.putUser(userId, address, status);
    expecting(201, await deployment.putAccount({ userId, addresses: [address], status }));
  };

  const others = lacks(deployment, 'other-states') ? [] : ['unverified', 'federated'];

  test.each(['disabled', ...others, 'of an unknown ID', 'named by a shared address'])(
    'for an account that is %s',
    async (kind) => {
      const userId =
        { disabled: 'carol', 'of an unknown ID': 'nobody-here', 'named by a shared address': 'dana@example.com' }[
          kind
        ] ?? `${kind}-user`;
      const address = userId.includes('@') ? userId : `${userId}@example.com`;
      if (userId.endsWith('-user')) await putAccount(userId, address, kind);
      const before = (await deployment.mailbox.to(address)).length;

      const started = await deployment.start(userId, { from: ownSource() });
      expect(Object.keys(started).sort()).toEqual(['expiresAt', 'reference', 'resendAvailableAt', 'resetId']);
      expect((await deployment.verify(started, '00000000')).json).toMatchObject({
        code: 'otp-rejected',
        attemptsLeft: 4,
      });
      expect((await inside?.settled(started))?.codeDigest).toBeUndefined();
      expect(await deployment.mailbox.to(address)).toHaveLength(before);
    },
  );
});

test('a captcha token allows one step, once: a used one and one of another step are refused', async () => {
  const captchaToken = await deployment.captcha('request_reset');
  const from = ownSource();
  const body = { userId: 'nobody-here', captchaToken };
  expecting(202, await deployment.send('start-reset', body, { from }));
  for (const answer of [
    await deployment.send('start-reset', body, { from }),
    await deployment.send(
      'remind-user-id',
      { email: 'nobody@example.com', captchaToken: await deployment.captcha('log_in') },
      { from },
    ),
  ]) {
    expect(answer).toMatchObject({ status: 400, json: { code: 'captcha-rejected' } });
  }
});

test('of a resend and the right code at the same time, no more than one code is ever accepted', async () => {
  const userId = 'user-0030';
  const started = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(started, addressOf(userId));
  await lookInside(deployment)?.endCooldown(started);
  const [verified] = await Promise.all([deployment.verify(started, otp), deployment.resend(started)]);
  await lookInside(deployment)?.settled(started);
  // The code lives until the next one is mailed: it is accepted, or the next one is.
  const codes = await deployment.otpsOf(started, addressOf(userId), 1);
  const later = [];
  for (const code of codes) later.push((await deployment.verify(started, code)).status);
  expect([verified.status, ...later].filter((status) => status === 200)).toHaveLength(1);
});

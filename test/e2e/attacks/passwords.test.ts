import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const USERS = ['user-0071', 'user-0072', 'user-0073', 'user-0074'];
const token = (userId: string) => deployment.verifiedToken(userId, `${userId}@example.com`, { from: ownSource() });
const loginStatus = async (userId: string, password: string) =>
  (await deployment.logIn(userId, password, { from: ownSource() })).status;

beforeAll(() => lookInside(deployment)?.renewBudgets(...USERS));

test('35. passwords of 73 bytes that differ in the last one differ: nothing is cut off', async () => {
  const [userId = ''] = USERS;
  const twin = 'nine quiet rivers '.repeat(4);
  expecting(200, await deployment.complete(await token(userId), `${twin}A`));
  expect(Buffer.byteLength(`${twin}A`)).toBe(73);
  expect(await loginStatus(userId, `${twin}B`)).toBe(401);
  expect(await loginStatus(userId, `${twin}A`)).toBe(201);
});

test.each([
  ['64 code points', 'user-0072', 'Wälder und Flüsse, 河と森, реки и леса; θάλασσα! and 64 in all....'],
  ['emoji', 'user-0073', '🦊 jumps over 🐢 at 🌙, then 🌵 laughs'],
])('35. a password of %s works', async (_what, userId, password) => {
  expecting(200, await deployment.complete(await token(userId), password));
  expect(await loginStatus(userId, password)).toBe(201);
});

test('35. a password of a megabyte is refused before it is hashed', async () => {
  const resetToken = `${'a'.repeat(43)}.${'b'.repeat(43)}`;
  const began = process.hrtime.bigint();
  const answer = await deployment.complete(resetToken, 'x'.repeat(1_000_000));
  expect(answer).toMatchObject({ status: 413, json: { code: 'invalid-request' } });
  expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(5000);
});

test('36. a refused password neither ends the verified request nor gives unlimited tries', async () => {
  const userId = 'user-0074';
  const resetToken = await token(userId);
  expect((await deployment.complete(resetToken, 'short')).json).toMatchObject({
    code: 'password-rejected',
    reasons: ['too-short'],
  });
  for (let tries = 1; tries < 10; tries++) {
    expect((await deployment.complete(resetToken, `${userId}${userId}`)).json).toMatchObject({
      code: 'password-rejected',
    });
  }
  expect((await deployment.complete(resetToken, 'a good password, but too late')).json).toMatchObject({
    code: 'reset-rejected',
  });
});

import { burst } from '../../../testkit/deployment/burst.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import { testWhere } from '../../../testkit/deployment/capabilities.ts';
import { slowTable } from '../../../testkit/deployment/slow-table.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const USERS = ['user-0011', 'user-0012', 'user-0013', 'user-0014', 'user-0015', 'user-0016'];
const OLD = 'correct horse battery staple';
const addressOf = (userId: string): string => `${userId}@example.com`;

beforeAll(() => lookInside(deployment)?.renewBudgets(...USERS));
afterEach(() => slowTable(deployment, 0));

async function expectOneSuccess(delay: number, userId: string): Promise<void> {
  const started = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(started, addressOf(userId));
  if (delay > 0) await slowTable(deployment, delay);
  const answers = await burst(50, () => deployment.verify(started, otp));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ json }) => json['code'] === 'reset-rejected')).toHaveLength(49);
}

test('5. the right code 50 times in parallel: exactly one success', async () => {
  await expectOneSuccess(0, 'user-0011');
});

testWhere(deployment, 'table-delay').each([
  [3, 'user-0012'],
  [30, 'user-0013'],
  [300, 'user-0014'],
])('5. the right code 50 times in parallel, with a table that is %i ms slower: exactly one success', expectOneSuccess);

test('7. complete 50 times in parallel with different passwords: one wins, and that password logs in', async () => {
  const userId = 'user-0015';
  const from = ownSource();
  const token = await deployment.verifiedToken(userId, addressOf(userId), { from });
  const passwords = Array.from({ length: 50 }, (_, n) => `a password of its own, number ${n}`);
  const answers = await burst(50, (n) => deployment.complete(token, passwords[n] ?? ''));
  const winners = passwords.filter((_, n) => answers[n]?.status === 200);
  expect(winners).toHaveLength(1);
  expect(answers.filter(({ json }) => json['code'] === 'reset-rejected')).toHaveLength(49);

  expecting(201, await deployment.logIn(userId, winners[0] ?? '', { from }));
  const [loser = ''] = passwords.filter((password) => !winners.includes(password));
  for (const password of [OLD, loser]) expect((await deployment.logIn(userId, password, { from })).status).toBe(401);
});

test('8. the code and the reset token again after success: refused', async () => {
  const userId = 'user-0016';
  const started = await deployment.start(userId, { from: ownSource() });
  const otp = await deployment.otpOf(started, addressOf(userId));
  const token = String(expecting(200, await deployment.verify(started, otp)).json['resetToken']);
  expect((await deployment.verify(started, otp)).json).toMatchObject({ code: 'reset-rejected' });
  expecting(200, await deployment.complete(token, 'the first of two passwords'));
  expect((await deployment.complete(token, 'the second of two passwords')).json).toMatchObject({
    code: 'reset-rejected',
  });
  expect((await deployment.verify(started, otp)).json).toMatchObject({ code: 'reset-rejected' });
});

import { burst, inTurns } from '../../../testkit/deployment/burst.ts';
import { testWhere } from '../../../testkit/deployment/capabilities.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { shown } from '../../../testkit/deployment/shown-answer.ts';
import { slowTable } from '../../../testkit/deployment/slow-table.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const ATTEMPTS = 5;
const USERS = ['user-0001', 'user-0002', 'user-0003', 'user-0004', 'user-0005'] as const;

const addressOf = (userId: string): string => `${userId}@example.com`;

/** Returns wrong codes. */
const wrongCodes = (right: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    String((Number(right) + 1 + n) % 10 ** right.length).padStart(right.length, '0'),
  );

beforeAll(() => lookInside(deployment)?.renewBudgets(...USERS));
afterEach(() => slowTable(deployment, 0));

test('1. 200 parallel wrong codes on one request: at most 5 are compared', async () => {
  const started = await deployment.start(USERS[0], { from: ownSource() });
  const right = await deployment.otpOf(started, addressOf(USERS[0]));
  const answers = await inTurns(200, 40, async (n) => deployment.verify(started, wrongCodes(right, 200)[n] ?? ''));

  const compared = answers.filter(({ json }) => json['code'] === 'otp-rejected');
  expect(compared).toHaveLength(ATTEMPTS);
  expect(compared.map(({ json }) => json['attemptsLeft'])).toEqual(expect.arrayContaining([0, 1, 2, 3, 4]));
  expect(answers.filter(({ json }) => json['code'] === 'reset-rejected')).toHaveLength(200 - ATTEMPTS);
  expect((await deployment.verify(started, right)).json).toMatchObject({ code: 'reset-rejected' });
  expect((await lookInside(deployment)?.reset(started))?.attempts ?? ATTEMPTS).toBe(ATTEMPTS);
});

test('2. 1,000 source addresses against one account: at most three codes are mailed', async () => {
  const [, userId] = USERS;
  const sources = Array.from({ length: 1000 }, ownSource);
  const codes = async () => (await deployment.mailbox.to(addressOf(userId), 'Enter the code: ')).length;
  const before = await codes();
  const answers = await inTurns(1000, 16, (n) => deployment.call('start-reset', { userId }, { from: sources[n] }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));

  const marker = await deployment.start('user-0006', { from: ownSource() });
  await deployment.otpOf(marker, addressOf('user-0006'));
  const mailed = (await codes()) - before;
  expect(mailed).toBeGreaterThanOrEqual(1);
  expect(mailed).toBeLessThanOrEqual(3);
  expect((await lookInside(deployment)?.budget(userId))?.issues.length ?? mailed).toBe(mailed);
});

test('3. 20 resends with wrong guesses in between: the budget is never refilled (cooldowns are ended in the table)', async () => {
  const [, , userId] = USERS;
  const inside = lookInside(deployment);
  const started = await deployment.start(userId, { from: ownSource() });
  const right = await deployment.otpOf(started, addressOf(userId));
  const answers = [];
  for (const [n, code] of wrongCodes(right, 20).entries()) {
    await deployment.verify(started, code);
    await inside?.endCooldown(started);
    answers.push(await deployment.resend(started));
    expect(n).toBe(answers.length - 1);
  }
  const accepted = answers.filter(({ status }) => status === 202).length;
  expect(accepted).toBeLessThanOrEqual(2);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20 - accepted);
  const budget = await inside?.budget(userId);
  expect(budget?.guessesSinceSuccess ?? 15).toBe(ATTEMPTS * (1 + accepted));
});

test('4. a fresh address for every guess: the code still dies after 5 attempts', async () => {
  const [, , , userId] = USERS;
  const started = await deployment.start(userId, { from: ownSource() });
  const right = await deployment.otpOf(started, addressOf(userId));
  for (const code of wrongCodes(right, ATTEMPTS)) {
    expect((await deployment.verify(started, code, { from: ownSource() })).json).toMatchObject({
      code: 'otp-rejected',
    });
  }
  expect((await deployment.verify(started, right, { from: ownSource() })).json).toMatchObject({
    code: 'reset-rejected',
  });
});

const expectTheSameSixthAnswer = async () => {
  const [, , , , userId] = USERS;
  const inside = lookInside(deployment);
  const started = await deployment.start(userId, { from: ownSource() });
  const right = await deployment.otpOf(started, addressOf(userId));
  const wrong = wrongCodes(right, ATTEMPTS + 1);
  // The lock is delayed, so that only the count of attempts can refuse the right code.
  if (inside !== undefined) await slowTable(deployment, 1500, 'otp_locked');
  const guesses = burst(ATTEMPTS, (n) => deployment.verify(started, wrong[n] ?? ''));
  while (((await inside?.reset(started))?.attempts ?? ATTEMPTS) < ATTEMPTS)
    await new Promise((resume) => setTimeout(resume, 20));
  if (inside === undefined) await guesses;
  const sixth = await deployment.verify(started, right);
  expect(sixth.json).toMatchObject({ code: 'reset-rejected' });
  await guesses;
  expect(shown(sixth)).toEqual(shown(await deployment.verify(started, wrong[ATTEMPTS] ?? '')));
};

testWhere(deployment, 'table-delay')(
  '6. the right code as attempt 6: the same answer as a wrong one',
  expectTheSameSixthAnswer,
);

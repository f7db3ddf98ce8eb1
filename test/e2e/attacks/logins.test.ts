import { inTurns } from '../../../testkit/deployment/burst.ts';
import { lacks } from '../../../testkit/deployment/capabilities.ts';
import { Deployment, expecting } from '../../../testkit/deployment/deployment.ts';
import type { Answer } from '../../../testkit/deployment/http-call.ts';
import { shown } from '../../../testkit/deployment/shown-answer.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';
import { ops } from '../ops/ops.ts';

const deployment = new Deployment();
const PASSWORD = 'correct horse battery staple';
const USERS = ['user-0281', 'user-0282', 'user-0283', 'user-0284'] as const;
const [GUESSED, OVER_A_DAY, RESET, OFFICE] = USERS;
const UNKNOWN = 'nobody-0081';
const describeLogins = lacks(deployment, 'log-in') ? describe.skip : describe;

/** Whether the full numbers run, which take minutes: `npm run test:attacks -- --endpoints FILE --full`. */
const FULL = process.env['FULL'] === 'true';
const GUESSES = FULL ? 1000 : 200;

/** Failures without a delay, and the most comparisons in any 24 hours: docs/reference/guess-budget.md. */
const FREE = 10;
const A_DAY = 88;

const guess = (userId: string, n = 0) => deployment.logIn(userId, `wrong password ${n}`, { from: ownSource() });
const compared = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 401).length;
const retryAfter = ({ headers }: Answer) => Number(headers['retry-after']);

beforeAll(async () => {
  const inside = lookInside(deployment);
  await inside?.renewBudgets(...USERS);
  for (const userId of [...USERS, UNKNOWN]) await inside?.renewLogins(userId);
});

describeLogins('failed logins', () => {
  test(`42. ${GUESSES} wrong passwords at one account from as many addresses: ten are compared, and the owner gets in`, async () => {
    const owner = expecting(201, await deployment.logIn(GUESSED, PASSWORD, { from: ownSource() }));
    const answers = await inTurns(GUESSES, 16, (n) => guess(GUESSED, n));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect(compared(answers)).toBeLessThanOrEqual(FREE + 2);
    for (const answer of answers.filter(({ status }) => status === 429)) expect(retryAfter(answer)).toBeGreaterThan(0);

    const { deviceToken } = owner.json;
    expecting(201, await deployment.logIn(GUESSED, PASSWORD, { from: ownSource() }, deviceToken));
    const elsewhere = await deployment.logIn(GUESSED, PASSWORD, { from: ownSource() });
    expect(elsewhere).toMatchObject({ status: 429, json: { code: 'rate-limited' } });
    await lookInside(deployment)?.ageLogins(GUESSED, retryAfter(elsewhere));
    expecting(201, await deployment.logIn(GUESSED, PASSWORD, { from: ownSource() }));
  });

  test('42. the answers are the same for a user ID that does not exist, before and during the delay', async () => {
    const unknown = await inTurns(FREE + 1, 1, (n) => guess(UNKNOWN, n));
    await lookInside(deployment)?.renewLogins(GUESSED);
    const known = await inTurns(FREE + 1, 1, (n) => guess(GUESSED, n));
    const answersOf = (answers: readonly Answer[]) =>
      answers.map((answer) => {
        const { 'retry-after': seconds, ...headers } = shown(answer).headers;
        return { ...shown(answer), headers: { ...headers, delayed: seconds !== undefined } };
      });
    expect(answersOf(known)).toEqual(answersOf(unknown));
    expect(known.map(({ status }) => status)).toEqual([...Array<number>(FREE).fill(401), 429]);
    for (const answers of [known, unknown]) expect(retryAfter(answers.at(-1) as Answer)).toBeLessThanOrEqual(60);
  });

  test('42. an attacker who waits out every delay: at most 88 compared in a day (it passes in the table)', async () => {
    const inside = lookInside(deployment);
    if (inside === undefined) return;
    const { json } = expecting(201, await deployment.logIn(OVER_A_DAY, PASSWORD, { from: ownSource() }));
    let failures = 0;
    for (let passed = 0; passed < 86_400; ) {
      const answer = await guess(OVER_A_DAY);
      if (answer.status === 401) failures++;
      // Right after an attempt the service waits a moment, because a parallel one could turn out to be right.
      const seconds = answer.status === 401 ? 3 : retryAfter(expecting(429, answer));
      await inside.ageLogins(OVER_A_DAY, seconds);
      passed += seconds;
    }
    expect(failures).toBeLessThanOrEqual(A_DAY);
    expect(failures).toBeGreaterThan(A_DAY / 2);
    expecting(201, await deployment.logIn(OVER_A_DAY, PASSWORD, { from: ownSource() }, json['deviceToken']));
  });

  test('42. who guessed too often and then resets logs in at once', async () => {
    expect(compared(await inTurns(FREE + 2, 1, (n) => guess(RESET, n)))).toBe(FREE);
    const token = await deployment.verifiedToken(RESET, `${RESET}@example.com`, { from: ownSource() });
    const password = `a lamp beside window ${Date.now()}`;
    expecting(200, await deployment.complete(token, password));
    expecting(201, await deployment.logIn(RESET, password, { from: ownSource() }));
  });

  test('43. 110 right logins of one address within an hour: all in, one after the other and at once', async () => {
    const from = ownSource();
    const statuses = async (count: number, width: number) =>
      (await inTurns(count, width, () => deployment.logIn(OFFICE, PASSWORD, { from }))).map(({ status }) => status);
    expect(new Set(await statuses(60, 1))).toEqual(new Set([201]));
    expect(new Set(await statuses(50, 25))).toEqual(new Set([201]));
  });
});

test('43. an office is given more starts by its network, for some time', async () => {
  if (lookInside(deployment) === undefined) return;
  const [first, second] = ownSource().split('.').slice(1);
  const network = `127.${first}.${second}.0/24`;
  const { code, err } = await ops('networks', 'allow', network, '--starts', '30', '--for', '1h', '--reason', 'Test');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect((await ops('networks', 'list')).out).toContain(network);
  const from = `127.${first}.${second}.9`;
  const outside = ownSource();
  const starts = async (source: string) =>
    (await inTurns(32, 4, () => deployment.call('start-reset', { userId: 'ghost-43' }, { from: source }))).filter(
      ({ status }) => status === 202,
    ).length;
  // A function that looked before the order looks again after ten seconds.
  await new Promise((resume) => setTimeout(resume, 11_000));
  expect(await starts(from)).toBe(30);
  expect(await starts(outside)).toBe(20);
});

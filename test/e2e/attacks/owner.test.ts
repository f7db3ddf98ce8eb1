import { randomUUID } from 'node:crypto';
import { burst } from '../../../testkit/deployment/burst.ts';
import { Deployment, expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { otpIn, reportTokenIn } from '../../../testkit/deployment/mailbox.ts';
import { shown } from '../../../testkit/deployment/shown-answer.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { lookInside } from '../../../testkit/deployment/stored-items.ts';

/** Nobody but the owner uses up, overrules or watches the owner's recovery. */

const deployment = new Deployment();
const inside = lookInside(deployment);
const USERS = Array.from({ length: 9 }, (_, n) => `user-00${71 + n}`);
const addressOf = (userId: string): string => `${userId}@example.com`;
const WRONG = '000000000000';
const NEW = 'a password that the owner has chosen';

/** Tests that let time pass in the table; `lookInside` says where it cannot. */
const describeInTime = inside === undefined ? describe.skip : describe;
/** Tests that change users past the service; the conformance cases of the other directories do the same. */
const describeUsers = inside === undefined || deployment.endpoints.directory !== undefined ? describe.skip : describe;

beforeAll(() => inside?.renewBudgets(...USERS, 'dana', 'dana.admin', 'user-0070'));

const start = (userId: string) => deployment.start(userId, { from: ownSource() });
const codesTo = (address: string) => deployment.mailbox.to(address, 'Enter the code: ');
const mailOf = ({ reference }: Started, userId: string) => deployment.mailbox.waitFor(addressOf(userId), reference);

/** Starts so many requests of one account, each past the cooldown of the one before. */
async function startSeveral(count: number, userId: string): Promise<Started[]> {
  const started: Started[] = [];
  for (let position = 0; position < count; position++) {
    const request = await start(userId);
    started.push(request);
    await inside?.settled(request);
    await inside?.endAccountCooldown(userId);
  }
  return started;
}

async function guessWrong(started: Pick<Started, 'resetId'>, times = 5): Promise<void> {
  for (let guess = 0; guess < times; guess++) await deployment.verify(started, WRONG);
}

/** Answers to the holder of a `resetId`, without what differs between two requests. */
async function answersToStarter(started: Started): Promise<object[]> {
  await inside?.endCooldown(started);
  const resent = await deployment.resend(started);
  const guesses = [];
  for (let guess = 0; guess < 6; guess++) guesses.push(shown(await deployment.verify(started, WRONG)));
  const again = await deployment.resend(started);
  return [{ status: resent.status, fields: Object.keys(resent.json) }, ...guesses, { status: again.status }];
}

describeInTime('while time passes in the table', () => {
  test('38. twenty starts without one guess do not end recovery (days pass in the table)', async () => {
    const userId = 'user-0071';
    for (let day = 0; day < 20; day++) {
      const started = await start(userId);
      await inside?.settled(started);
      const past = Math.floor(Date.now() / 1000) - 600;
      await inside?.changeReset(started, { openUntil: past, codeExpiresAt: past });
      await inside?.ageBudget(userId, 25);
      await inside?.renewAddress(addressOf(userId));
    }
    const started = await start(userId);
    const record = await inside?.settled(started);
    expect([record?.suppressedFor, record?.linkOnly]).toEqual([undefined, undefined]);
    expecting(200, await deployment.verify(started, await deployment.otpOf(started, addressOf(userId))));
  });

  test('40. of two verified tokens of one account the first change wins', async () => {
    const userId = 'user-0074';
    const [first, second] = await startSeveral(2, userId);
    if (first === undefined || second === undefined) throw new Error('two were started');
    const tokens = [];
    for (const started of [first, second]) {
      const mail = await mailOf(started, userId);
      tokens.push(String(expecting(200, await deployment.verifyByMail(mail)).json['resetToken']));
    }
    await deployment.completed(tokens[0] ?? '', NEW);
    const late = await deployment.complete(tokens[1] ?? '', 'a password of somebody else');
    expect(late).toMatchObject({ status: 400, json: { code: 'reset-rejected' } });
    expecting(201, await deployment.logIn(userId, NEW, { from: ownSource() }));
  });

  test("46. the mailbox's limit holds over user IDs and reminders", async () => {
    const address = 'dana@example.com';
    const before = (await deployment.mailbox.to(address)).length;
    for (let round = 0; round < 4; round++) {
      for (const userId of ['dana', 'dana.admin']) await startSeveral(1, userId);
      expecting(202, await deployment.call('remind-user-id', { email: address }, { from: ownSource() }));
    }
    await startSeveral(1, 'user-0075');
    expect((await deployment.mailbox.to(address)).length - before).toBeLessThanOrEqual(10);
  });

  test("48. a stranger's three starts and fifteen wrong guesses: the owner resets by any mail's link and code", async () => {
    const userId = 'user-0077';
    const started = await startSeveral(3, userId);
    for (const request of started) await guessWrong(request);
    for (const request of started) {
      const mail = await mailOf(request, userId);
      expect((await deployment.verifyByMail(mail, WRONG.slice(0, 8))).json).toMatchObject({ attemptsLeft: 4 });
    }
    const [first] = started;
    if (first === undefined) throw new Error('three were started');
    const mail = await mailOf(first, userId);
    const verified = expecting(200, await deployment.verifyByMail(mail));
    await deployment.completed(String(verified.json['resetToken']), NEW);
    expecting(201, await deployment.logIn(userId, NEW, { from: ownSource() }));
  });

  test('48b. with no code left in the hour, the owner gets another one by the link in any mail', async () => {
    const userId = 'user-0078';
    const [first] = await startSeveral(4, userId);
    if (first === undefined) throw new Error('four were started');
    await inside?.expire(first);
    const mail = await mailOf(first, userId);
    expect((await deployment.verifyByMail(mail)).json).toMatchObject({ code: 'reset-rejected' });
    const again = await deployment.resendByMail(mail, { from: ownSource() });
    const next = await mailOf(again, userId);
    expecting(200, await deployment.verify(again, otpIn(next)));
  });
});

describeUsers('with users that are changed past the service', () => {
  test('49. a code that was mailed to an address which was replaced: refused, and the old address is warned (in the table)', async () => {
    const userId = `moved-${randomUUID().slice(0, 8)}`;
    await inside?.putUser(userId, `${userId}@old.example`, 'active');
    const started = await start(userId);
    const mail = await deployment.mailbox.waitFor(`${userId}@old.example`, started.reference);
    await inside?.settled(started);
    const token = String(expecting(200, await deployment.verifyByMail(mail)).json['resetToken']);
    await inside?.putUser(userId, `${userId}@new.example`, 'active');
    expect((await deployment.complete(token, NEW)).json).toMatchObject({ code: 'reset-rejected' });
    await deployment.mailbox.waitFor(`${userId}@old.example`, started.reference, 'No password was set');
    expect(await deployment.mailbox.to(`${userId}@new.example`)).toEqual([]);
  });

  test('51. an account without a usable address: no mail, no code spent, the same answer', async () => {
    for (const address of [' ', '']) {
      const userId = `unreachable-${randomUUID().slice(0, 8)}`;
      await inside?.putUser(userId, address, 'active');
      const started = await start(userId);
      expect(await inside?.settled(started)).toMatchObject({ suppressedFor: 'no-address' });
      expect(await inside?.budget(userId)).toBeUndefined();
      expect((await deployment.verify(started, WRONG)).json).toMatchObject({ code: 'otp-rejected', attemptsLeft: 4 });
    }
  });
});

describe("39. the starter's request answers as a decoy's", () => {
  const decoy = async () => answersToStarter(await start(`nobody-${randomUUID()}`));

  test('after "this wasn\'t me"', async () => {
    const started = await start('user-0072');
    const reportToken = reportTokenIn(await mailOf(started, 'user-0072'));
    expecting(202, await deployment.call('report-reset', { reportToken }));
    expect(await answersToStarter(started)).toEqual(await decoy());
    expect(await codesTo(addressOf('user-0072'))).toHaveLength(1);
  });

  test("after the owner's reset by the link in the mail", async () => {
    const started = await start('user-0073');
    const verified = expecting(200, await deployment.verifyByMail(await mailOf(started, 'user-0073')));
    await deployment.completed(String(verified.json['resetToken']), NEW);
    await deployment.mailbox.waitFor(addressOf('user-0073'), started.reference, 'changed');
    expect(await answersToStarter(started)).toEqual(await decoy());
  });
});

describe("47. the owner's language and budget", () => {
  test("the notice of a change is in the owner's language, not the starter's", async () => {
    const userId = 'user-0076';
    const answer = await deployment.call('start-reset', { userId, locale: 'ar' }, { from: ownSource() });
    const started = expecting(202, answer).json as unknown as Started;
    const mail = await mailOf(started, userId);
    const headers = { 'Accept-Language': 'de-DE,de;q=0.9,en;q=0.5' };
    const verified = expecting(200, await deployment.verifyByMail(mail, otpIn(mail), { headers }));
    await deployment.completed(String(verified.json['resetToken']), NEW, { headers });
    const [, notice] = await deployment.mailbox.waitForSeveral(2, addressOf(userId), started.reference);
    expect(notice?.subject).toContain('Passwort');
  });

  test('a user ID that looks like the name of a budget shares none', async () => {
    for (let round = 0; round < 5; round++) await start('address:bob@example.com');
    const before = (await deployment.mailbox.to('bob@example.com')).length;
    expecting(202, await deployment.call('remind-user-id', { email: 'bob@example.com' }, { from: ownSource() }));
    await deployment.mailbox.waitForSeveral(before + 1, 'bob@example.com');
  });
});

test("50. two starts of one account within a minute: one mail, and both answers as a decoy's", async () => {
  const userId = 'user-0079';
  const answers = await burst(2, () => deployment.call('start-reset', { userId }, { from: ownSource() }));
  const decoy = await deployment.call('start-reset', { userId: `nobody-${randomUUID()}` }, { from: ownSource() });
  const form = ({ status, json }: typeof decoy) => [status, ...Object.keys(json)];
  expect(answers.map(form)).toEqual([form(decoy), form(decoy)]);
  await start('user-0070').then((marker) => mailOf(marker, 'user-0070'));
  for (const { json } of answers) await inside?.settled(json as unknown as Started);
  expect(await codesTo(addressOf(userId))).toHaveLength(1);
});

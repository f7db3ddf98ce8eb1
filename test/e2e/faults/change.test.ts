import { expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { brokenDynamodb, calls, garbage, writesEvent } from './answers.ts';
import { addressOf, FaultyCloud } from './faulty-cloud.ts';

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('change');
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

const OLD = 'correct horse battery staple';
const NEW = 'a lamp beside the northern window';
const logIn = async (userId: string, password: string) =>
  (await cloud.deployment.logIn(userId, password, { from: ownSource() })).status;
const ofDirectory = calls('complete-reset', 'UpdateItem', 'users');
const killComplete = { kind: 'commit-and-run', run: () => cloud.kill('complete-reset') } as const;

const changedMails = async (userId: string, reference: string) =>
  (await cloud.deployment.mailbox.to(addressOf(userId), reference, 'changed')).length;

test('3. the function dies after the directory changed the password: the request completes, and the user gets one notice', async () => {
  const { started, resetToken } = await cloud.verified('user-0001');
  cloud.wires.dynamodb.inject({ fault: killComplete, matches: ofDirectory, times: 1 });
  expect((await cloud.deployment.complete(resetToken, NEW)).status).toBe(502);
  expect(await cloud.inside.reset(started)).toMatchObject({
    state: 'APPLYING',
    pending: expect.stringMatching(/^change-\d$/),
  });

  await cloud.redeliver(started);
  await cloud.deployment.mailbox.waitFor(addressOf('user-0001'), started.reference, 'changed');
  expect((await cloud.inside.settled(started)).state).toBe('COMPLETED');
  const { events } = await cloud.wholeTrail(started);
  expect(events).toContain('password_changed');
  expect(await changedMails('user-0001', started.reference)).toBe(1);
  expect([await logIn('user-0001', NEW), await logIn('user-0001', OLD)]).toEqual([201, 401]);
});

test('3. the function dies before the directory is asked: nothing changes, no notice is sent, and the user can go on', async () => {
  const { started, resetToken } = await cloud.verified('user-0002');
  cloud.wires.dynamodb.inject({
    fault: killComplete,
    matches: writesEvent('complete-reset', 'password_applying'),
    times: 1,
  });
  expect((await cloud.deployment.complete(resetToken, NEW)).status).toBe(502);
  await cloud.redeliver(started);
  expect((await cloud.inside.settled(started)).state).toBe('VERIFIED');
  const { events } = await cloud.wholeTrail(started);
  expect(events.at(-1)).toBe('password_not_changed');
  expect(await changedMails('user-0002', started.reference)).toBe(0);

  expecting(200, await cloud.deployment.complete(resetToken, NEW));
  expect([await logIn('user-0002', NEW), await logIn('user-0002', OLD)]).toEqual([201, 401]);
});

test.each([
  ['down', brokenDynamodb, 'user-0003'],
  ['slow', { kind: 'delay', milliseconds: 20_000 }, 'user-0004'],
  ['answering garbage', garbage, 'user-0005'],
] as const)(
  '18. the directory is %s: never a success, and the request can go on afterwards',
  async (_what, fault, userId) => {
    const { started, resetToken } = await cloud.verified(userId);
    cloud.wires.dynamodb.inject({ fault, matches: calls('complete-reset', undefined, 'users') });
    const answer = await cloud.deployment.complete(resetToken, NEW);
    expect([502, 503, 504]).toContain(answer.status);
    expect(await cloud.inside.reset(started)).toMatchObject({ state: 'APPLYING' });

    cloud.clearFaults();
    await cloud.redeliver(started);
    const { state } = await cloud.inside.settled(started);
    // A slow change may have been carried out: then it is reported as a change, or else the user goes on.
    if (state === 'VERIFIED') expecting(200, await cloud.deployment.complete(resetToken, NEW));
    await cloud.deployment.mailbox.waitFor(addressOf(userId), started.reference, 'changed');
    expect(await logIn(userId, NEW)).toBe(201);
    await cloud.wholeTrail(started);
  },
);

test('18. the directory is down for the consumer: the mail is sent when it is back', async () => {
  const { dynamodb } = cloud.wires;
  dynamodb.inject({ fault: brokenDynamodb, matches: calls('mail-consumer', 'GetItem', 'users') });
  const started = await cloud.deployment.start('user-0006', { from: ownSource() });
  expect(await cloud.deployment.mailbox.to(addressOf('user-0006'))).toEqual([]);
  cloud.clearFaults();
  await cloud.redeliver(started);
  await cloud.deployment.otpOf(started, addressOf('user-0006'));
});

test('19. the write that sets the password also ends the sessions, even if its answer is lost', async () => {
  const session = expecting(201, await cloud.deployment.logIn('user-0007', OLD, { from: ownSource() })).json;
  const { started, resetToken } = await cloud.verified('user-0007');
  cloud.wires.dynamodb.inject({ fault: killComplete, matches: ofDirectory, times: 1 });
  expect((await cloud.deployment.complete(resetToken, NEW)).status).toBe(502);
  expect((await cloud.deployment.whoAmI(session['sessionToken'])).status).toBe(401);
  await cloud.redeliver(started);
  expect((await cloud.inside.settled(started)).state).toBe('COMPLETED');
});

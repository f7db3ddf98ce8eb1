import { expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { calls, sesError, writesEvent } from './answers.ts';
import { addressOf, FaultyCloud, until } from './faulty-cloud.ts';

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('delivery');
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

const killConsumer = { kind: 'commit-and-run', run: () => cloud.kill('mail-consumer') } as const;
const mailsSent = (userId: string) =>
  cloud.wires.ses.calls.filter(({ body }) => body.includes('Action=SendRawEmail') && body.includes(userId)).length;

/** Fails unless a wrong code gets the same answer as for an unknown user. */
async function expectAnswersOfUnknown(started: Started): Promise<void> {
  const unknown = await cloud.start('nobody-of-this-name');
  const guess = await cloud.deployment.verify(started, '00000000');
  expect(guess.json).toEqual((await cloud.deployment.verify(unknown, '00000000')).json);
}

/** Records that the stream no longer delivers to the consumer. */
const givenUp = () =>
  logLines(cloud.deployment.endpoints.logs).filter((line) => line.includes('"DDBStreamBatchInfo"')).length;

test('1. the consumer dies after the start is recorded and before the mail is sent: the mail is sent', async () => {
  cloud.wires.dynamodb.inject({ fault: killConsumer, matches: calls('mail-consumer', 'GetItem', 'users'), times: 1 });
  const started = await cloud.start('user-0001');
  const otp = await cloud.deployment.otpOf(started, addressOf('user-0001'));
  expecting(200, await cloud.deployment.verify(started, otp));
  const { events } = await cloud.wholeTrail(started);
  expect(events.filter((event) => event === 'otp_mailed')).toHaveLength(1);
});

test('2. the consumer dies after the mail service accepted the mail: the same code is sent again, never a second one', async () => {
  cloud.wires.ses.inject({ fault: killConsumer, times: 1 });
  const started = await cloud.start('user-0002');
  const codes = await cloud.deployment.otpsOf(started, addressOf('user-0002'), 2);
  expect(new Set(codes).size).toBe(1);
  expecting(200, await cloud.deployment.verify(started, codes[0] ?? ''));
  const budget = await cloud.inside.budget('user-0002');
  expect(budget?.issues).toHaveLength(1);
});

test('8. the mail service throttles: the mail is sent when the throttling ends', async () => {
  cloud.wires.ses.inject({ fault: sesError('Throttling'), times: 4 });
  const started = await cloud.start('user-0003');
  expecting(200, await cloud.deployment.verify(started, await cloud.deployment.otpOf(started, addressOf('user-0003'))));
});

test.each([
  ['Throttling', 'user-0004'],
  ['AccessDenied', 'user-0015'],
])(
  '8. 9. a mail that is refused with %s until its code has expired is dropped, and the trail records it',
  async (code, userId) => {
    cloud.wires.ses.inject({ fault: sesError(code) });
    const started = await cloud.start(userId);
    await until('a refused mail', () => (mailsSent(userId) > 0 ? true : undefined));
    await cloud.inside.expire(started);
    await cloud.redeliver(started);
    const suppressed = await until('its end', () =>
      cloud.trail(started).find(({ event }) => event === 'otp_suppressed'),
    );
    expect(suppressed.reason).toBe('expired');
    expect(await cloud.deployment.mailbox.to(addressOf(userId))).toEqual([]);
  },
);

test.each([
  ['MessageRejected', 'Address blacklisted.', 'user-0005'],
  ['InvalidParameterValue', 'Domain contains dot-dot', 'user-0006'],
])(
  '9. the mail service refuses the recipient with %s: the retries end, and the user sees no difference',
  async (code, message, userId) => {
    cloud.wires.ses.inject({ fault: sesError(code, 400, message) });
    const started = await cloud.start(userId);
    const record = await cloud.inside.settled(started);
    expect(record).toMatchObject({ state: 'SENT', attempts: 0 });
    expect(record.suppressedFor).toContain(code);
    expect(mailsSent(userId)).toBe(1);
    await cloud.redeliver(started);
    expect(mailsSent(userId)).toBe(1);

    await expectAnswersOfUnknown(started);
    const { events } = await cloud.wholeTrail(started);
    expect(events).toContain('otp_suppressed');
  },
);

test.each([
  ['AccessDenied', 403, 'not authorized', 'user-0007'],
  ['AccountSendingPausedException', 400, 'Email sending is disabled', 'user-0012'],
  ['MessageRejected', 400, 'Email address is not verified.', 'user-0013'],
])(
  '9. the mail service refuses this deployment with %s: the code stays pending, and is mailed after the fix',
  async (code, status, message, userId) => {
    cloud.wires.ses.inject({ fault: sesError(code, status, message) });
    const started = await cloud.start(userId);
    await until('a refused mail', () => (mailsSent(userId) > 0 ? true : undefined));
    await cloud.redeliver(started);
    expect(await cloud.inside.reset(started)).toMatchObject({ state: 'REQUESTED', attempts: 0, issue: 1 });
    expect((await cloud.inside.reset(started))?.pending).toBeDefined();
    expect(mailsSent(userId)).toBeGreaterThan(1);
    await expectAnswersOfUnknown(started);

    cloud.clearFaults();
    await cloud.redeliver(started);
    const otp = await cloud.deployment.otpOf(started, addressOf(userId));
    expecting(200, await cloud.deployment.verify(started, otp));
    const { events } = await cloud.wholeTrail(started);
    expect(events.filter((event) => event === 'otp_mailed')).toHaveLength(1);
    expect(events).not.toContain('otp_suppressed');
  },
);

test('9. the mail service refuses this deployment for six days: the notice of a change is sent afterwards, and not before', async () => {
  const { deployment, inside, wires } = cloud;
  const { started, resetToken } = await cloud.verified('user-0014');
  const before = givenUp();
  wires.ses.inject({ fault: sesError('AccessDenied', 403) });
  expecting(200, await deployment.complete(resetToken, 'a password set in the dark'));
  await until('a record that the stream gave up', () => (givenUp() > before ? true : undefined));
  for (const day of [1, 2, 3, 4, 5, 6]) {
    await cloud.setClock('redelivery', day * 86_400);
    const tries = mailsSent('user-0014');
    await cloud.run('redelivery');
    expect(mailsSent('user-0014')).toBeGreaterThan(tries);
    const record = await inside.reset(started);
    expect(record?.pending).toBeDefined();
    // DynamoDB deletes it no sooner.
    expect(record?.expiresAt).toBeGreaterThan(Date.now() / 1000 + day * 86_400);
  }
  cloud.clearFaults();
  await cloud.run('redelivery');
  await deployment.mailbox.waitFor(addressOf('user-0014'), started.reference, 'changed');
  await cloud.setClock('redelivery', 0);
  const { events } = await cloud.wholeTrail(started);
  expect(events.filter((event) => event === 'change_notified')).toHaveLength(1);
});

test('16. a record that is delivered again after its mail was recorded has no second effect', async () => {
  cloud.wires.dynamodb.inject({ fault: killConsumer, matches: writesEvent('mail-consumer', 'otp_mailed'), times: 1 });
  const started = await cloud.start('user-0008');
  const codes = await cloud.deployment.otpsOf(started, addressOf('user-0008'), 2);
  expect(new Set(codes).size).toBe(1);
  const { record, events } = await cloud.wholeTrail(started);
  expect(record).toMatchObject({ state: 'SENT', issue: 1 });
  expect(events.filter((event) => event === 'otp_mailed')).toHaveLength(1);
  expect((await cloud.inside.budget('user-0008'))?.issues).toHaveLength(1);
});

test('16. a record that can never be delivered does not block the next ones', async () => {
  await cloud.putPoison();
  const started = await cloud.start('user-0009');
  expect(await cloud.deployment.otpOf(started, addressOf('user-0009'))).toMatch(/^\d{8}$/);
});

test('17. the consumer was down for a day: an expired code is not mailed, the notice of a change is', async () => {
  const { deployment, inside, wires } = cloud;
  const changed = await cloud.start('user-0010');
  const verified = await deployment.verify(changed, await deployment.otpOf(changed, addressOf('user-0010')));
  const before = givenUp();
  wires.dynamodb.inject({ fault: { kind: 'cut' }, matches: calls('mail-consumer') });
  const { resetToken } = expecting(200, verified).json;
  expecting(200, await deployment.complete(String(resetToken), 'a password set in the dark'));
  const asked = await cloud.start('user-0011');
  await until('two records that the stream gave up', () => (givenUp() >= before + 2 ? true : undefined));
  await inside.expire(asked);

  cloud.clearFaults();
  await cloud.redeliver(changed);
  await cloud.redeliver(asked);
  await deployment.mailbox.waitFor(addressOf('user-0010'), changed.reference, 'changed');
  const late = await until('its end', () => cloud.trail(asked).find(({ event }) => event === 'otp_suppressed'));
  expect(late.reason).toBe('expired');
  expect(await deployment.mailbox.to(addressOf('user-0011'))).toEqual([]);
});

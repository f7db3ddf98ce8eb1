import { expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { brokenDynamodb, calls, dynamodbError, throttled, writesEvent } from './answers.ts';
import { addressOf, FaultyCloud, until } from './faulty-cloud.ts';

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('table');
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

test('4. while the table throttles, a guess is answered 503 after a few tries: no attempt is lost, and none is granted', async () => {
  const { started, otp } = await cloud.mailed('user-0001');
  const { dynamodb } = cloud.wires;
  const before = dynamodb.calls.length;
  dynamodb.inject({ fault: throttled, matches: writesEvent('verify-otp', 'otp_attempted') });

  const answer = await cloud.deployment.verify(started, otp);
  expect(answer).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
  const tries = dynamodb.calls.slice(before).filter(writesEvent('verify-otp', 'otp_attempted'));
  expect(tries.length).toBeGreaterThan(1);
  expect(tries.length).toBeLessThanOrEqual(3);
  expect(await cloud.inside.reset(started)).toMatchObject({ state: 'SENT', attempts: 0 });

  cloud.clearFaults();
  expecting(200, await cloud.deployment.verify(started, otp));
  const { record, events } = await cloud.wholeTrail(started);
  expect(record).toMatchObject({ state: 'VERIFIED', attempts: 1 });
  expect(events.filter((event) => event === 'otp_attempted')).toHaveLength(1);
});

test('4. a single throttled call is retried, and the user does not notice', async () => {
  const { started, otp } = await cloud.mailed('user-0002');
  cloud.wires.dynamodb.inject({ fault: throttled, matches: writesEvent('verify-otp', 'otp_attempted'), times: 1 });
  expecting(200, await cloud.deployment.verify(started, otp));
  expect(await cloud.inside.reset(started)).toMatchObject({ state: 'VERIFIED', attempts: 1 });
});

test('4. a call that hangs is ended and retried, and its late effect is not a second one', async () => {
  const { started, otp } = await cloud.mailed('user-0010');
  // Longer than the time-out of the function.
  cloud.wires.dynamodb.inject({
    fault: { kind: 'delay', milliseconds: 12_000 },
    matches: writesEvent('verify-otp', 'otp_attempted'),
    times: 1,
  });
  expecting(200, await cloud.deployment.verify(started, otp));
  await until('the late call', () =>
    cloud.wires.dynamodb.calls.some(({ begun, ended = begun }) => ended - begun >= 12_000) ? true : undefined,
  );
  expect(await cloud.inside.reset(started)).toMatchObject({ state: 'VERIFIED', attempts: 1 });
});

test('4. a start that the table refuses is answered 503, and no mail is sent', async () => {
  cloud.wires.dynamodb.inject({ fault: brokenDynamodb, matches: writesEvent('start-reset', 'reset_requested') });
  const answer = await cloud.deployment.call('start-reset', { userId: 'user-0003' }, { from: ownSource() });
  expect(answer).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
  cloud.clearFaults();
  await cloud.mailed('user-0003');
  expect(await cloud.deployment.mailbox.to(addressOf('user-0003'))).toHaveLength(1);
});

test('5. a failed condition of the attempt counter is a refusal, even of the right code, and is not retried', async () => {
  const { started, otp } = await cloud.mailed('user-0004');
  const { dynamodb } = cloud.wires;
  const before = dynamodb.calls.length;
  dynamodb.inject({
    fault: dynamodbError('ConditionalCheckFailedException'),
    matches: writesEvent('verify-otp', 'otp_attempted'),
  });
  const answer = await cloud.deployment.verify(started, otp);
  expect(answer.status).toBe(400);
  expect(dynamodb.calls.slice(before).filter(writesEvent('verify-otp', 'otp_attempted'))).toHaveLength(1);
  expect(dynamodb.calls.slice(before).filter(writesEvent('verify-otp', 'otp_verified'))).toHaveLength(0);
  expect(await cloud.inside.reset(started)).toMatchObject({ state: 'SENT', attempts: 0 });
});

test.each([
  ['otp_attempted', 'verify-otp'],
  ['otp_verified', 'verify-otp'],
] as const)(
  '6. the write of %s is committed and its answer is cut: it has one effect, and the code stays valid',
  async (event, caller) => {
    const userId = event === 'otp_attempted' ? 'user-0005' : 'user-0006';
    const { started, otp } = await cloud.mailed(userId);
    cloud.wires.dynamodb.inject({ fault: { kind: 'commit-and-cut' }, matches: writesEvent(caller, event), times: 1 });
    expecting(200, await cloud.deployment.verify(started, otp));
    const { record, events } = await cloud.wholeTrail(started);
    expect(record).toMatchObject({ state: 'VERIFIED', attempts: 1 });
    expect(events).toEqual(expect.arrayContaining(['reset_requested', 'otp_mailed', 'otp_attempted', 'otp_verified']));
    expect(events.filter((each) => each === event)).toHaveLength(1);
  },
);

test('6. a start is committed and its answer is cut: there is one request and one mail', async () => {
  cloud.wires.dynamodb.inject({
    fault: { kind: 'commit-and-cut' },
    matches: writesEvent('start-reset', 'reset_requested'),
    times: 1,
  });
  const { started } = await cloud.mailed('user-0007');
  const { events } = await cloud.wholeTrail(started);
  expect(events.filter((event) => event === 'reset_requested')).toHaveLength(1);
  expect(await cloud.deployment.mailbox.to(addressOf('user-0007'))).toHaveLength(1);
});

test('6. the answer to a start is cut after its mail was sent and recorded: the page still gets its request', async () => {
  const { calls: seen } = cloud.wires.dynamodb;
  const before = seen.length;
  const isMailed = writesEvent('mail-consumer', 'otp_mailed');
  const recorded = () => seen.slice(before).some((call) => isMailed(call) && call.status === 200);
  cloud.wires.dynamodb.inject({
    fault: {
      kind: 'commit-and-cut',
      after: async () => void (await until('the record of the mail', () => recorded() || undefined)),
    },
    matches: writesEvent('start-reset', 'reset_requested'),
    times: 1,
  });
  const { started, otp } = await cloud.mailed('user-0011');
  expecting(200, await cloud.deployment.verify(started, otp));
  const { events } = await cloud.wholeTrail(started);
  expect(events.filter((event) => event === 'reset_requested')).toHaveLength(1);
});

test('6. a change that the directory carried out before the connection was cut is one change', async () => {
  const { started, otp } = await cloud.mailed('user-0008');
  const { resetToken } = expecting(200, await cloud.deployment.verify(started, otp)).json;
  cloud.wires.dynamodb.inject({
    fault: { kind: 'commit-and-cut' },
    matches: calls('complete-reset', 'UpdateItem', 'users'),
    times: 1,
  });
  const before = await cloud.inside.user('user-0008');
  expecting(200, await cloud.deployment.complete(String(resetToken), 'the one change of user eight'));
  const after = await cloud.inside.user('user-0008');
  expect((after?.sessionGeneration ?? 0) - (before?.sessionGeneration ?? 0)).toBe(1);
  await cloud.deployment.mailbox.waitFor(addressOf('user-0008'), started.reference, 'changed');
  expect(
    await cloud.deployment.logIn('user-0008', 'the one change of user eight', { from: ownSource() }),
  ).toMatchObject({ status: 201 });
});

test('7. an expired request is refused while its item still exists, and instants are epoch seconds', async () => {
  const { started, otp } = await cloud.mailed('user-0009');
  const { record } = await cloud.wholeTrail(started);
  const now = Date.now() / 1000;
  for (const instant of [record.createdAt, record.openUntil, record.codeExpiresAt ?? 0, record.resendAt])
    expect(Math.abs(instant - now)).toBeLessThan(3600);
  await cloud.inside.expire(started);
  const refused = await cloud.deployment.verify(started, otp);
  expect(refused.status).toBe(400);
  expect(refused.json['code']).toMatch(/rejected$/);
  const expired = await cloud.inside.reset(started);
  expect(expired === undefined ? 'deleted' : expired.state).toMatch(/SENT|deleted/);
});

import { expecting } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { writesEvent } from './answers.ts';
import { addressOf, FaultyCloud } from './faulty-cloud.ts';

/** The clocks of functions differ. Time passes by setting a clock, not by waiting. */

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('clocks');
});
afterAll(() => cloud.stop());

const NEW = 'the bell above the quiet harbour';
/** Seconds. */
const LIFETIME = 600;
const SKEW = 300;
/** Part of the clocks' difference that is left for the duration of the test itself. */
const MARGIN = 30;

test.each([
  ['the start is ahead', SKEW, 0, 'user-0001'],
  ['the check is behind', 0, -SKEW, 'user-0002'],
  ['both are off, in opposite directions', SKEW / 2, -SKEW / 2, 'user-0003'],
])('20. the clock of %s: no code outlives its lifetime and five minutes', async (_what, ofStart, ofVerify, userId) => {
  await cloud.setClock('start-reset', ofStart);
  await cloud.setClock('verify-otp', ofVerify);
  const [late, early] = [await cloud.mailed(userId), await cloud.mailed(userId)];

  await cloud.setClock('verify-otp', ofVerify + LIFETIME + SKEW + 1);
  expect((await cloud.deployment.verify(late.started, late.otp)).json).toMatchObject({ code: 'reset-rejected' });
  const refused = await cloud.wholeTrail(late.started);
  expect(refused.record).toMatchObject({ state: 'SENT', attempts: 0 });

  // Shows that the clocks really differ until shortly before.
  await cloud.setClock('verify-otp', ofVerify + LIFETIME + SKEW - MARGIN);
  expecting(200, await cloud.deployment.verify(early.started, early.otp));
  const { record } = await cloud.wholeTrail(early.started);
  expect(record).toMatchObject({ state: 'VERIFIED', attempts: 1 });
});

test('20. the clock of the start is behind: the code expires early, never late', async () => {
  await cloud.setClock('start-reset', -SKEW);
  await cloud.setClock('verify-otp', 0);
  const { started, otp } = await cloud.mailed('user-0004');
  await cloud.setClock('verify-otp', LIFETIME - SKEW + 1);
  expect((await cloud.deployment.verify(started, otp)).json).toMatchObject({ code: 'reset-rejected' });
  const { record } = await cloud.wholeTrail(started);
  expect(record).toMatchObject({ state: 'SENT', attempts: 0 });
});

test('20. the clock of the check is ahead of the change: no reset token outlives its lifetime and five minutes', async () => {
  await cloud.setClock('start-reset', SKEW);
  await cloud.setClock('verify-otp', SKEW);
  const { started, resetToken } = await cloud.verified('user-0005');
  await cloud.setClock('complete-reset', LIFETIME + SKEW + 1);
  expect((await cloud.deployment.complete(resetToken, NEW)).json).toMatchObject({ code: 'reset-rejected' });
  await cloud.setClock('complete-reset', LIFETIME + SKEW - MARGIN);
  expecting(200, await cloud.deployment.complete(resetToken, NEW));
  const { events } = await cloud.wholeTrail(started);
  expect(events.filter((event) => event === 'password_changed')).toHaveLength(1);
});

test('20. the clock of the redelivery is ahead: a change under way is not given up, and the user gets its notice', async () => {
  const userId = 'user-0007';
  for (const stem of ['start-reset', 'verify-otp', 'complete-reset']) await cloud.setClock(stem, 0);
  await cloud.setClock('redelivery', SKEW);
  await cloud.run('redelivery');
  const { started, resetToken } = await cloud.verified(userId);
  cloud.wires.dynamodb.inject({
    fault: {
      kind: 'commit-and-run',
      run: async () => void [await cloud.run('redelivery'), await cloud.run('redelivery')],
    },
    matches: writesEvent('complete-reset', 'password_applying'),
    times: 1,
  });
  expecting(200, await cloud.deployment.complete(resetToken, NEW));
  await cloud.deployment.mailbox.waitFor(addressOf(userId), started.reference, 'changed');
  expect((await cloud.inside.settled(started)).state).toBe('COMPLETED');
  const { events } = await cloud.wholeTrail(started);
  expect(events.filter((event) => event.startsWith('password_'))).toEqual([
    'password_applying',
    'password_overdue',
    'password_changed',
  ]);
  expecting(201, await cloud.deployment.logIn(userId, NEW, { from: ownSource() }));
});

test('20. every function has a different clock: a reset succeeds with one code, one change and one notice', async () => {
  const userId = 'user-0006';
  const ahead = ['start-reset', 'complete-reset', 'audit-consumer', 'log-in'];
  const behind = ['mail-consumer', 'verify-otp', 'mail-events', 'redelivery'];
  for (const stem of ahead) await cloud.setClock(stem, SKEW / 2);
  for (const stem of behind) await cloud.setClock(stem, -SKEW / 2);
  const before = (await cloud.inside.user(userId))?.sessionGeneration ?? 0;

  const { started, resetToken } = await cloud.verified(userId);
  expecting(200, await cloud.deployment.complete(resetToken, NEW));
  await cloud.deployment.mailbox.waitFor(addressOf(userId), started.reference, 'changed');
  await cloud.inside.settled(started);
  const { record } = await cloud.wholeTrail(started);
  expect(record.state).toBe('COMPLETED');
  expect(await cloud.deployment.mailbox.to(addressOf(userId), started.reference)).toHaveLength(2);
  expect(((await cloud.inside.user(userId))?.sessionGeneration ?? 0) - before).toBe(1);
  expecting(201, await cloud.deployment.logIn(userId, NEW, { from: ownSource() }));
});

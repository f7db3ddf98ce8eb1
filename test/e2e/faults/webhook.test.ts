import { expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import type { WireCall, WireFault } from '../../../testkit/wire/wire-proxy.ts';
import { garbage } from './answers.ts';
import { addressOf, FaultyCloud, until } from './faulty-cloud.ts';

/** The directory is another service, behind a bad connection. */

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('webhook', { directory: 'webhook' });
});
afterAll(() => cloud.stop());

const OLD = 'correct horse battery staple';
const FIRST = 'a lantern at the end of the pier';
const SECOND = 'an anchor under the boathouse stairs';

const FAULTS: readonly [string, WireFault][] = [
  ['throttles', { kind: 'answer', status: 429, body: '{"code":"busy"}' }],
  // Longer than the time-out of one try.
  ['delays', { kind: 'delay', milliseconds: 3500 }],
  ['ends the connection', { kind: 'cut' }],
  ['answers garbage', garbage],
  ['does what it is asked, and ends the connection', { kind: 'commit-and-cut' }],
];

const asks = (name: string) => (call: WireCall) => call.path.endsWith(`/${name}`);

/**
 * Restarts the processes, and so their circuit breakers. Tests pretend that minutes have passed since, so no call may
 * be held back any longer.
 */
async function heal(stem: string): Promise<void> {
  cloud.clearFaults();
  await cloud.kill(stem);
  await until('the end of every call to the directory', async () => cloud.wires.directory.underWay === 0 || undefined);
}

const logsIn = async (userId: string, password: string) =>
  (await cloud.deployment.logIn(userId, password, { from: ownSource() })).status === 201;

/** Returns which of these passwords is the user's. */
async function passwordOf(userId: string): Promise<string> {
  const right: string[] = [];
  for (const password of [OLD, FIRST, SECOND]) if (await logsIn(userId, password)) right.push(password);
  expect(right).toHaveLength(1);
  return right[0] ?? '';
}

const noticesOf = async (userId: string, { reference }: Started) =>
  (await cloud.deployment.mailbox.to(addressOf(userId), reference, 'changed')).length;

const numbered = FAULTS.map(([what, fault], index) => [what, fault, index + 1] as const);

test.each(numbered)(
  'the directory %s while a password is changed: at most one change, and a notice exactly if there is one',
  async (_what, fault, number) => {
    const userId = `user-00${10 + number}`;
    const { started, resetToken } = await cloud.verified(userId);
    cloud.wires.directory.inject({ fault, matches: asks('set-password') });
    const { status } = await cloud.deployment.complete(resetToken, FIRST);
    expect(['APPLYING', 'COMPLETED']).toContain((await cloud.inside.reset(started))?.state);
    await heal('complete-reset');

    // A success is reported only if the directory made the change.
    expect([FIRST, 502, 503, 504]).toContain(status === 200 ? await passwordOf(userId) : status);
    await cloud.redeliver(started);
    const { state } = await cloud.inside.settled(started);
    expect(['VERIFIED', 'COMPLETED']).toContain(state);
    const again = await cloud.deployment.complete(resetToken, SECOND);
    expect(again.status).toBe(state === 'VERIFIED' ? 200 : 400);

    await cloud.deployment.mailbox.waitFor(addressOf(userId), started.reference, 'changed');
    await cloud.inside.settled(started);
    const { record, events } = await cloud.wholeTrail(started);
    expect(record.state).toBe('COMPLETED');
    expect(await passwordOf(userId)).toBe(state === 'VERIFIED' ? SECOND : FIRST);
    expect(await noticesOf(userId, started)).toBe(1);
    expect(events.filter((event) => event === 'password_changed')).toHaveLength(1);
  },
);

test.each(numbered)('the directory %s once: the user does not notice', async (_what, fault, number) => {
  const userId = `user-00${20 + number}`;
  cloud.wires.directory.inject({ fault, matches: asks('find-by-user-id'), times: 1 });
  const { started, resetToken } = await cloud.verified(userId);
  await cloud.wholeTrail(started);
  expect(await cloud.deployment.mailbox.to(addressOf(userId), started.reference)).toHaveLength(1);
  expect(await cloud.inside.budget(userId)).toMatchObject({ guessesSinceSuccess: 5 });
  expecting(200, await cloud.deployment.complete(resetToken, FIRST));
});

test.each(numbered)(
  'the directory %s while a code is pending: the mail arrives later, with one code',
  async (_what, fault, number) => {
    const userId = `user-00${30 + number}`;
    cloud.wires.directory.inject({ fault, matches: asks('find-by-user-id') });
    const started = await cloud.start(userId);
    expect(await cloud.deployment.mailbox.to(addressOf(userId))).toEqual([]);
    await heal('mail-consumer');
    await cloud.redeliver(started);
    const otp = await cloud.deployment.otpOf(started, addressOf(userId));
    await cloud.inside.settled(started);
    expect(new Set(await cloud.deployment.otpsOf(started, addressOf(userId), 1))).toEqual(new Set([otp]));
    expect((await cloud.inside.budget(userId))?.issues).toHaveLength(1);
    expecting(200, await cloud.deployment.verify(started, otp));
    const { record } = await cloud.wholeTrail(started);
    expect(record).toMatchObject({ state: 'VERIFIED', attempts: 1 });
  },
);

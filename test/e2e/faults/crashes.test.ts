import { expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import type { WireCall, WireProxy } from '../../../testkit/wire/wire-proxy.ts';
import { addressOf, FaultyCloud, until } from './faulty-cloud.ts';

/**
 * Functions die between any two of their effects. A run without faults shows every call that a function makes. Then
 * the function is killed after each of these calls, when the service has carried it out and the function does not
 * know it.
 */

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('crashes');
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

const NEW = 'seven quiet rivers under old bridges';
let users = 0;
const nextUser = (): string => `user-${String(++users).padStart(4, '0')}`;

const allCalls = (caller: string): WireCall[] =>
  Object.values<WireProxy>(cloud.wires)
    .flatMap(({ calls }) => calls)
    .filter((call) => call.caller === caller);

/** Counts the calls that a function makes during an action without faults. */
async function callsDuring(caller: string, work: () => Promise<unknown>): Promise<number> {
  const before = allCalls(caller).length;
  await work();
  return allCalls(caller).length - before;
}

/** Kills a function after the service has carried out its call of this number, counted from now. */
function killAfter(caller: string, number: number): void {
  let seen = 0;
  const matches = (call: WireCall) => call.caller === caller && ++seen === number;
  for (const wire of Object.values<WireProxy>(cloud.wires))
    wire.inject({ fault: { kind: 'commit-and-run', run: () => cloud.kill(caller) }, matches, times: 1 });
}

const legal = ['REQUESTED', 'SENT', 'VERIFIED', 'APPLYING', 'COMPLETED', 'LOCKED', 'CANCELLED'];
const changedMails = async (userId: string, { reference }: Started) =>
  (await cloud.deployment.mailbox.to(addressOf(userId), reference, 'changed')).length;

test('the mail consumer is killed after each of its calls: the mail arrives, with one code of one issue', async () => {
  const count = await callsDuring('mail-consumer', () => cloud.mailed(nextUser()));
  expect(count).toBeGreaterThanOrEqual(4);
  for (let number = 1; number <= count; number += 1) {
    const userId = nextUser();
    killAfter('mail-consumer', number);
    const { started, otp } = await cloud.mailed(userId);
    cloud.clearFaults();
    const codes = new Set(await cloud.deployment.otpsOf(started, addressOf(userId), 1));
    expect(codes).toEqual(new Set([otp]));
    expect((await cloud.inside.budget(userId))?.issues).toHaveLength(1);
    expecting(200, await cloud.deployment.verify(started, otp));
    await cloud.wholeTrail(started);
  }
  console.log(`mail-consumer: killed after each of ${count} calls, no mail was lost and no second code was sent`);
}, 300_000);

test('verify is killed after each of its calls: an attempt is counted or not, and none is granted', async () => {
  const first = await cloud.mailed(nextUser());
  const count = await callsDuring('verify-otp', () => cloud.deployment.verify(first.started, first.otp));
  expect(count).toBeGreaterThanOrEqual(3);
  for (let number = 1; number <= count; number += 1) {
    const { started, otp } = await cloud.mailed(nextUser());
    killAfter('verify-otp', number);
    const answer = await cloud.deployment.verify(started, otp);
    cloud.clearFaults();
    expect(answer.status).toBe(502);
    const record = await cloud.inside.reset(started);
    expect(legal).toContain(record?.state);
    expect(record?.attempts).toBeLessThanOrEqual(1);
    const again = await cloud.deployment.verify(started, otp);
    // The call that died has used up the right code, or the code is still valid.
    expect(again.status).toBe(record?.state === 'VERIFIED' ? 400 : 200);
    expect((await cloud.inside.reset(started))?.attempts).toBeLessThanOrEqual(2);
    await cloud.wholeTrail(started);
  }
  console.log(`verify-otp: killed after each of ${count} calls, no attempt was granted`);
}, 300_000);

test('complete is killed after each of its calls: at most one change, and a notice exactly if there is one', async () => {
  const first = await cloud.verified(nextUser());
  const count = await callsDuring('complete-reset', () => cloud.deployment.complete(first.resetToken, NEW));
  expect(count).toBeGreaterThanOrEqual(4);
  for (let number = 1; number <= count; number += 1) {
    const userId = nextUser();
    const { started, resetToken } = await cloud.verified(userId);
    const before = (await cloud.inside.user(userId))?.sessionGeneration ?? 0;
    killAfter('complete-reset', number);
    expect((await cloud.deployment.complete(resetToken, NEW)).status).toBe(502);
    cloud.clearFaults();
    const { state } = (await cloud.inside.reset(started)) ?? {};
    if (state === 'APPLYING') await cloud.redeliver(started);
    const settled = await until('a settled state', async () => {
      const record = await cloud.inside.reset(started);
      return record?.pending === undefined ? record : undefined;
    });
    const changes = ((await cloud.inside.user(userId))?.sessionGeneration ?? 0) - before;
    expect([settled.state, changes]).toEqual(changes === 1 ? ['COMPLETED', 1] : ['VERIFIED', 0]);
    if (changes === 1) await cloud.deployment.mailbox.waitFor(addressOf(userId), started.reference, 'changed');
    expect(await changedMails(userId, started)).toBe(changes);
    await cloud.wholeTrail(started);
  }
  console.log(
    `complete-reset: killed after each of ${count} calls, never two changes, never a change without a notice`,
  );
}, 300_000);

test('the audit consumer is killed after each of its calls: the trail has every event', async () => {
  await cloud.kill('audit-consumer');
  const first = await cloud.mailed(nextUser());
  const count = await callsDuring('audit-consumer', () => cloud.wholeTrail(first.started));
  for (let number = 1; number <= Math.max(1, count); number += 1) {
    await cloud.kill('audit-consumer');
    killAfter('audit-consumer', number);
    const { started } = await cloud.mailed(nextUser());
    cloud.clearFaults();
    const { record, events } = await cloud.wholeTrail(started);
    expect(events).toHaveLength(record.sequence);
  }
}, 300_000);

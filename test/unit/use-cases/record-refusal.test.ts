import { keyDigest, type ResetRecord } from '../../../functions/domain/reset-record.ts';
import { type Otp, type ReportToken, type ResetId, type ResetToken, Secret } from '../../../functions/domain/secret.ts';
import { reportReset } from '../../../functions/use-cases/report-reset.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { resetPassword, setPassword, verifiedToken } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { verifyOtp } from '../../../testkit/fakes/calls.ts';

const call = callFrom('198.51.100.7');
const NOBODY = 'x'.repeat(43);

const verify = (world: World, resetId: ResetId, otp: Otp = world.newestOtp()) =>
  verifyOtp(world, rules, { resetId, otp, ...call });
const resend = (world: World, resetId: ResetId) => resendOtp(world, rules, { resetId, ...call });
const report = (world: World, reportToken: ReportToken) => reportReset(world, { reportToken, ...call });

/** The token in the newest mail that carries one. */
function reportToken(world: World): ReportToken {
  const mail = world.mailer.sent.findLast((message) => 'reportToken' in message);
  if (mail === undefined) throw new Error('no mail carries a report token');
  return mail.reportToken;
}

/** Events that a function recorded: their name, and the reason of a refusal or a limit. */
const recorded = (world: World) => world.audit.events.map(({ event, reason }) => [event, reason]);

/** The events of a call that is refused at the record that was written last. */
function expectRefusal(world: World, reason: string): void {
  const { key, reference, state, issue, attempts, subject, subjectKey } = world.newest() as ResetRecord;
  expect(world.audit.events).toEqual([
    expect.objectContaining({
      event: 'reset_refused',
      outcome: 'refused',
      actor: 'self',
      at: world.clock.now().toISOString(),
      reason,
      request: keyDigest(key),
      reference,
      state,
      issue,
      attempts,
      subject,
      subjectKey,
      sourceDigest: call.origin.source,
      captcha: 'passed',
    }),
  ]);
}

describe('a refused call is on record with the request that stood in its way', () => {
  test.each<[reason: string, play: (world: World, resetId: ResetId) => Promise<unknown>]>([
    [
      'verify_otp expired',
      async (world, resetId) => {
        world.clock.advance(rules.otpLifetime);
        await verify(world, resetId);
      },
    ],
    [
      'verify_otp in-state-VERIFIED',
      async (world, resetId) => {
        await verify(world, resetId);
        await verify(world, resetId);
      },
    ],
    [
      'resend_otp expired',
      async (world, resetId) => {
        world.clock.advance(rules.otpLifetime);
        await resend(world, resetId);
      },
    ],
    [
      'resend_otp in-state-VERIFIED',
      async (world, resetId) => {
        await verify(world, resetId);
        await resend(world, resetId);
      },
    ],
    [
      'complete_reset in-state-SENT',
      (world, resetId) => setPassword(world, new Secret(`${keyDigest(world.newest().key)}.${resetId.reveal()}`)),
    ],
    [
      'report in-state-CANCELLED',
      async (world) => {
        await report(world, reportToken(world));
        await report(world, reportToken(world));
      },
    ],
  ])('%s', async (reason, play) => {
    const world = new World();
    const { resetId } = await world.start('alice');
    await play(world, resetId);
    expectRefusal(world, reason);
  });

  test.each<[reason: string, play: (world: World, token: ResetToken) => Promise<unknown>]>([
    [
      'complete_reset expired',
      async (world, token) => {
        world.clock.advance(rules.resetTokenLifetime);
        await setPassword(world, token);
      },
    ],
    [
      'complete_reset in-state-VERIFIED',
      (world, token) => setPassword(world, new Secret(`${token.reveal().split('.')[0]}.${NOBODY}`)),
    ],
    [
      'complete_reset in-state-COMPLETED',
      async (world, token) => {
        await setPassword(world, token);
        await setPassword(world, token);
      },
    ],
  ])('%s', async (reason, play) => {
    const world = new World();
    await play(world, await verifiedToken(world));
    expectRefusal(world, reason);
  });

  test('report in-state-COMPLETED: the second report of a change', async () => {
    const world = new World();
    await resetPassword(world);
    await report(world, reportToken(world));
    expect(recorded(world)).toEqual([]);
    await report(world, reportToken(world));
    expectRefusal(world, 'report in-state-COMPLETED');
  });
});

test.each<[reason: string, play: (world: World) => Promise<unknown>]>([
  ['verify_otp unknown', (world) => verify(world, new Secret(NOBODY), new Secret('12345678'))],
  ['resend_otp unknown', (world) => resend(world, new Secret(NOBODY))],
  ['complete_reset unknown', (world) => setPassword(world, new Secret(`${NOBODY}.${NOBODY}`))],
  ['report unknown', (world) => report(world, new Secret(`${NOBODY}.${NOBODY}`))],
  [
    'report unknown',
    async (world) => {
      await world.start('alice');
      world.resets.records.clear();
      await report(world, reportToken(world));
    },
  ],
])('%s: a call about no request is on record without one', async (reason, play) => {
  const world = new World();
  await play(world);
  expect(recorded(world)).toEqual([['reset_refused', reason]]);
  const [event] = world.audit.events;
  for (const field of ['request', 'reference', 'state', 'subject']) expect(event).not.toHaveProperty(field);
});

test('verify_otp: of calls with the right code at once, each that comes too late is on record', async () => {
  const world = new World();
  const { resetId } = await world.start('alice');
  await Promise.all(Array.from({ length: 5 }, () => verify(world, resetId)));
  expect(recorded(world)).toEqual(Array(4).fill(['reset_refused', 'verify_otp in-state-VERIFIED']));
});

test('complete_reset: a call during an interrupted change is not refused, as its outcome is not known', async () => {
  const world = new World();
  const token = await verifiedToken(world);
  world.directory.fault = 'before-change';
  await setPassword(world, token);
  world.clock.advance(6);
  expect(await setPassword(world, token)).toEqual({ kind: 'unsettled' });
  expect(recorded(world)).toEqual([['password_outcome_unknown', undefined]]);
});

test('resend_otp: a call too early, and one beyond the codes of a request, hit a limit', async () => {
  const world = new World();
  const { resetId } = await world.start('alice');
  await resend(world, resetId);
  for (let codes = 1; codes <= rules.codesPerHour; codes++) {
    world.clock.advance(rules.resendCooldown);
    await resend(world, resetId);
  }
  expect(recorded(world)).toEqual([
    ['limit_hit', 'resend-cooldown'],
    ['limit_hit', 'codes-per-request'],
  ]);
  const { key, reference } = world.newest() as ResetRecord;
  expect(world.audit.events[0]).toMatchObject({ request: keyDigest(key), reference, actor: 'self', captcha: 'passed' });
});

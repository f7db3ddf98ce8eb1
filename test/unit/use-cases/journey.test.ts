import { whoAmI } from '../../../functions/use-cases/who-am-i.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { NEW_PASSWORD, resetPassword, session, tryLogIn } from '../../../testkit/fakes/user-steps.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { verifyOtp } from '../../../testkit/fakes/calls.ts';

describe('the journey', () => {
  test('from a forgotten password to a login with the new one', async () => {
    const world = new World();
    await resetPassword(world, 'bob');
    expect(world.mailer.of('otp').map(({ to }) => to)).toEqual(['bob@example.com', 'bob.builder@example.net']);

    expect((await tryLogIn(world, 'bob', NEW_PASSWORD)).kind).toBe('logged-in');
    expect((await tryLogIn(world, 'bob', OLD_PASSWORD)).kind).toBe('rejected');
    expect(world.mailer.of('password-changed').map(({ to }) => to)).toEqual([
      'bob@example.com',
      'bob.builder@example.net',
    ]);
    expect(world.resets.writes.map(({ lastEvent }) => lastEvent.event)).toEqual([
      'reset_requested',
      'otp_mailed',
      'otp_attempted',
      'otp_verified',
      'password_applying',
      'password_changed',
      'change_notified',
    ]);
    expect(world.resets.writes.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 7, 8]);
  });

  test('ends the sessions that were opened before', async () => {
    const world = new World();
    const before = await session(world);
    expect((await whoAmI(world, before)).kind).toBe('session');

    await resetPassword(world);

    expect((await whoAmI(world, before)).kind).toBe('rejected');
    const after = await session(world, 'alice', NEW_PASSWORD);
    expect(await whoAmI(world, after)).toMatchObject({ kind: 'session', userId: 'alice' });
  });

  test('invalidates every other outstanding code of the account', async () => {
    const world = new World();
    const other = await world.start('alice', '203.0.113.9');
    const otherOtp = world.newestOtp();
    world.clock.advance(61);
    await resetPassword(world);
    const guess = { resetId: other.resetId, otp: otherOtp, ...callFrom('198.51.100.7') };
    // The answer of a decoy: nobody who started another request notices the change.
    expect(await verifyOtp(world, rules, guess)).toEqual({ kind: 'denied', attemptsLeft: 4 });
  });
});

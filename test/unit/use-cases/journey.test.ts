import { Secret, type Password } from '../../../functions/domain/secret.ts';
import { completeReset } from '../../../functions/use-cases/complete-reset.ts';
import { whoAmI } from '../../../functions/use-cases/who-am-i.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { logIn, verifyOtp } from '../../../testkit/fakes/calls.ts';

const source = '198.51.100.7';
const password = (text: string): Password => new Secret(text);

async function logInAs(world: World, userId: string, text: string) {
  return logIn(world, rules, { userId, password: password(text), ...callFrom(source) });
}

describe('the journey', () => {
  test('from a forgotten password to a login with the new one', async () => {
    const world = new World();
    const { resetId } = await world.start('bob');
    expect(world.mailer.of('otp').map(({ to }) => to)).toEqual(['bob@example.com', 'bob.builder@example.net']);

    const verified = await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...callFrom(source) });
    if (verified.kind !== 'verified') throw new Error(verified.kind);
    const completed = await completeReset(world, rules, {
      resetToken: verified.resetToken,
      newPassword: password('a brand new password'),
      ...callFrom(source),
    });
    expect(completed).toEqual({ kind: 'completed' });
    await world.deliver();

    expect((await logInAs(world, 'bob', 'a brand new password')).kind).toBe('logged-in');
    expect((await logInAs(world, 'bob', OLD_PASSWORD)).kind).toBe('rejected');
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
    const session = await logInAs(world, 'alice', OLD_PASSWORD);
    if (session.kind !== 'logged-in') throw new Error(session.kind);
    expect((await whoAmI(world, session)).kind).toBe('session');

    await reset(world, 'alice', 'a brand new password');

    expect((await whoAmI(world, session)).kind).toBe('rejected');
    const after = await logInAs(world, 'alice', 'a brand new password');
    if (after.kind !== 'logged-in') throw new Error(after.kind);
    expect(await whoAmI(world, after)).toMatchObject({ kind: 'session', userId: 'alice' });
  });

  test('kills every other outstanding code of the account', async () => {
    const world = new World();
    const other = await world.start('alice', '203.0.113.9');
    const otherOtp = world.newestOtp();
    world.clock.advance(1);
    await reset(world, 'alice', 'a brand new password');
    const outcome = await verifyOtp(world, rules, { resetId: other.resetId, otp: otherOtp, ...callFrom(source) });
    expect(outcome.kind).toBe('rejected');
  });
});

/** A whole reset. */
async function reset(world: World, userId: string, newPassword: string): Promise<void> {
  const { resetId } = await world.start(userId);
  const verified = await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...callFrom(source) });
  if (verified.kind !== 'verified') throw new Error(verified.kind);
  await completeReset(world, rules, {
    resetToken: verified.resetToken,
    newPassword: password(newPassword),
    ...callFrom(source),
  });
  await world.deliver();
}

import { type ReportToken, Secret } from '../../../functions/domain/secret.ts';
import { reportReset } from '../../../functions/use-cases/report-reset.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import {
  NEW_PASSWORD,
  resetPassword,
  session,
  setPassword,
  tryLogIn,
  verifiedToken,
} from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { verifyOtp } from '../../../testkit/fakes/calls.ts';

const source = '203.0.113.5';

const tokenOf = (world: World, kind: 'otp' | 'password-changed'): ReportToken => {
  const mail = world.mailer.of(kind).at(-1);
  if (mail === undefined) throw new Error(`no ${kind} mail`);
  return mail.reportToken;
};

describe('"this wasn\'t me"', () => {
  test('ends an open request', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    await reportReset(world, { reportToken: tokenOf(world, 'otp'), ...callFrom(source) });
    expect(world.newest()).toMatchObject({
      state: 'CANCELLED',
      lastEvent: { event: 'reported_not_me', origin: { prefix: '203.0.113.0/24' } },
    });
    expect(await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...callFrom(source) })).toEqual({
      kind: 'denied',
      attemptsLeft: 4,
    });
  });

  test('after the change ends the sessions and lets the directory refuse the new password until the next reset', async () => {
    const world = new World();
    await resetPassword(world);
    await session(world, 'alice', NEW_PASSWORD);
    await reportReset(world, { reportToken: tokenOf(world, 'password-changed'), ...callFrom(source) });
    await world.deliver();
    expect(world.newest()).toMatchObject({ state: 'COMPLETED', lastEvent: { event: 'password_revoked' } });
    expect(world.newest()).not.toHaveProperty('pending');
    expect((await tryLogIn(world, 'alice', NEW_PASSWORD)).kind).toBe('rejected');
    expect(world.mailer.of('password-changed')).toHaveLength(1);

    world.clock.advance(61);
    await resetPassword(world, 'alice', 'a third password, by the owner');
    expect((await tryLogIn(world, 'alice', 'a third password, by the owner')).kind).toBe('logged-in');
  });

  test('before the notice has gone out refuses the password, and the notice still goes out', async () => {
    const world = new World();
    const resetToken = await verifiedToken(world);
    await setPassword(world, resetToken);
    await reportReset(world, { reportToken: tokenOf(world, 'otp'), ...callFrom(source) });
    await world.deliver();
    expect(world.mailer.of('password-changed').length).toBeGreaterThanOrEqual(1);
    expect(world.newest()).toMatchObject({ lastEvent: { event: 'password_revoked' } });
    expect((await tryLogIn(world, 'alice', NEW_PASSWORD)).kind).toBe('rejected');
  });

  test('is recorded once after the change, even after the pepper was rotated', async () => {
    const world = new World();
    await resetPassword(world);
    world.peppers.rotate();
    await reportReset(world, { reportToken: tokenOf(world, 'password-changed'), ...callFrom(source) });
    await reportReset(world, { reportToken: tokenOf(world, 'password-changed'), ...callFrom(source) });
    const reports = world.resets.writes.filter(({ lastEvent }) => lastEvent.event === 'reported_not_me');
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ state: 'COMPLETED', lastEvent: { reason: 'after-change' } });
  });

  test('changes nothing with a token that was not mailed', async () => {
    const world = new World();
    await world.start('alice');
    const writes = world.resets.writes.length;
    const [name] = tokenOf(world, 'otp').reveal().split('.');
    await reportReset(world, { reportToken: new Secret(`${name}.${'x'.repeat(43)}`), ...callFrom(source) });
    expect(world.resets.writes).toHaveLength(writes);
  });
});

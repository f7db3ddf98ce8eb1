import { type ReportToken, Secret } from '../../../functions/domain/secret.ts';
import { reportReset } from '../../../functions/use-cases/report-reset.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { resetPassword } from '../../../testkit/fakes/user-steps.ts';
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
    expect((await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...callFrom(source) })).kind).toBe(
      'rejected',
    );
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

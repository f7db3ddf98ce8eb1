import { mailOtp } from '../../../functions/use-cases/mail-otp.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import type { ResetRecord } from '../../../functions/domain/reset-record.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { startReset } from '../../../testkit/fakes/calls.ts';

const lastReason = (world: World) => world.newest().lastEvent.reason;

describe('mailing a code', () => {
  test.each([
    ['nobody', 'unknown-account'],
    ['carol', 'account-disabled'],
    ['erin', 'account-unverified'],
  ])('is suppressed for %s, and the request goes on as a decoy', async (userId, reason) => {
    const world = new World();
    await world.start(userId);
    expect(world.mailer.sent).toEqual([]);
    expect(world.newest()).toMatchObject({ state: 'SENT', lastEvent: { event: 'otp_suppressed', reason } });
    expect(world.newest()).not.toHaveProperty('codeDigest');
    expect(world.newest()).not.toHaveProperty('pending');
  });

  test('sends the same code when a delivery is repeated, and spends the budget once', async () => {
    const world = new World();
    await startReset(world, rules, { userId: 'alice', ...callFrom('198.51.100.7') });
    const requested = world.newest() as ResetRecord;
    await mailOtp(world, rules, requested);
    await mailOtp(world, rules, requested);
    const [first, second] = world.mailer.of('otp').map(({ otp }) => otp.reveal());
    expect(second).toBe(first);
    expect((await world.budgets.read('alice'))?.budget.guessesSinceSuccess).toBe(rules.attemptsPerCode);
  });

  test('stops at the budget of the account, whatever the sources, and notifies the owner once', async () => {
    const world = new World();
    for (let start = 0; start < 60; start++) {
      await world.start('alice', `198.51.100.${start}`);
      world.clock.advance(1200);
    }
    const day = world.mailer.of('otp').filter(({ expiresAt }) => expiresAt < new Date('2026-11-24T10:10:00Z'));
    expect(day.length).toBeLessThanOrEqual(rules.codesPerDay);
    expect(world.mailer.of('recovery-paused')).toHaveLength(1);
  });

  test('pauses recovery after a hundred guesses until a login', async () => {
    const world = new World();
    for (let day = 0; day < 4; day++) {
      for (let hour = 0; hour < 10; hour++) {
        await world.start('alice', `198.51.100.${hour}`);
        world.clock.advance(3600);
      }
      world.clock.advance(14 * 3600);
    }
    expect(world.mailer.of('otp')).toHaveLength(20);
    expect(lastReason(world)).toBe('recovery-paused');
    expect(world.mailer.of('recovery-paused').map(({ until }) => until)).toEqual(['login']);

    await world.directory.authenticate('alice', new Secret(OLD_PASSWORD));
    await world.start('alice');
    expect(world.mailer.of('otp')).toHaveLength(21);
  });

  test('does not mail a code that has expired', async () => {
    const world = new World();
    await startReset(world, rules, { userId: 'alice', ...callFrom('198.51.100.7') });
    world.clock.advance(rules.otpLifetime);
    await world.deliver();
    expect(world.mailer.sent).toEqual([]);
    expect(lastReason(world)).toBe('expired');
  });

  test('is suppressed when the mail service refuses the message, and repeated when the service is down', async () => {
    const world = new World();
    world.mailer.mode = 'reject';
    await world.start('alice');
    expect(lastReason(world)).toBe('mail-rejected MessageRejected');

    world.mailer.mode = 'fail';
    await expect(world.start('bob')).rejects.toThrow('the mail service is down');
    expect(world.newest()).toMatchObject({ state: 'REQUESTED', pending: 'mail-0' });
    world.mailer.mode = 'accept';
    world.clock.advance(61);
    expect(await world.redeliver()).toEqual({ settled: 1, errors: [] });
    expect(world.newest()).toMatchObject({ state: 'SENT' });
    expect(world.mailer.of('otp')).toHaveLength(2);
  });
});

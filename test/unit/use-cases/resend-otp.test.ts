import { type ResetId, Secret } from '../../../functions/domain/secret.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { verifyOtp } from '../../../testkit/fakes/calls.ts';

const source = '198.51.100.7';
const resend = async (world: World, resetId: ResetId) => {
  const outcome = await resendOtp(world, rules, { resetId, ...callFrom(source) });
  await world.deliver();
  return outcome;
};

describe('resending a code', () => {
  test('waits for the cooldown and then mails another code, and the older one is invalid', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const older = world.newestOtp();
    world.clock.advance(20);
    expect(await resend(world, resetId)).toEqual({ kind: 'exceeded', retryAfterSeconds: 40 });
    world.clock.advance(40);
    expect(await resend(world, resetId)).toMatchObject({ kind: 'issued', expiresAt: new Date('2026-11-23T10:11:00Z') });
    const newer = world.newestOtp();
    expect(newer.reveal()).not.toBe(older.reveal());
    expect(await verifyOtp(world, rules, { resetId, otp: older, ...callFrom(source) })).toEqual({
      kind: 'denied',
      attemptsLeft: 4,
    });
    expect((await verifyOtp(world, rules, { resetId, otp: newer, ...callFrom(source) })).kind).toBe('verified');
  });

  test('gives new attempts after a lock, for a decoy too', async () => {
    for (const userId of ['alice', 'nobody']) {
      const world = new World();
      const { resetId } = await world.start(userId);
      for (let guess = 0; guess < 5; guess++)
        await verifyOtp(world, rules, { resetId, otp: new Secret('00000000'), ...callFrom(source) });
      world.clock.advance(60);
      expect((await resend(world, resetId)).kind).toBe('issued');
      expect(await verifyOtp(world, rules, { resetId, otp: new Secret('00000000'), ...callFrom(source) })).toEqual({
        kind: 'denied',
        attemptsLeft: 4,
      });
    }
  });

  test('is allowed as often as codes are mailed in an hour, and says when to try again', async () => {
    for (const userId of ['alice', 'nobody']) {
      const world = new World();
      const { resetId } = await world.start(userId);
      for (let code = 2; code <= rules.codesPerHour; code++) {
        world.clock.advance(60);
        expect((await resend(world, resetId)).kind).toBe('issued');
      }
      world.clock.advance(60);
      expect(await resend(world, resetId)).toEqual({ kind: 'exceeded', retryAfterSeconds: 3600 - 180 });
      expect(world.mailer.of('otp')).toHaveLength(userId === 'alice' ? 3 : 0);
    }
  });

  test.each(['expired', 'verified', 'unknown'])('is refused for a request that is %s', async (state) => {
    const world = new World();
    const { resetId } = await world.start('alice');
    if (state === 'expired') world.clock.advance(rules.otpLifetime);
    if (state === 'verified') await verifyOtp(world, rules, { resetId, otp: world.newestOtp(), ...callFrom(source) });
    const asked = state === 'unknown' ? new Secret<'reset-id'>('x'.repeat(43)) : resetId;
    expect(await resend(world, asked)).toEqual({ kind: 'rejected' });
  });
});

import { Secret, type Otp, type ResetId } from '../../../functions/domain/secret.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { verifyOtp } from '../../../testkit/fakes/calls.ts';

const source = '198.51.100.7';
const otp = (digits: string): Otp => new Secret(digits);
const wrong = (right: Otp): Otp => otp(right.reveal() === '00000000' ? '00000001' : '00000000');

const verify = (world: World, resetId: ResetId, code: Otp) =>
  verifyOtp(world, rules, { resetId, otp: code, ...callFrom(source) });

describe('verifying a code', () => {
  test('counts each wrong one and locks after the last, for a known user ID and a decoy alike', async () => {
    for (const userId of ['alice', 'nobody']) {
      const world = new World();
      const { resetId } = await world.start(userId);
      for (const attemptsLeft of [4, 3, 2, 1, 0]) {
        expect(await verify(world, resetId, otp('00000000'))).toEqual({ kind: 'denied', attemptsLeft });
      }
      expect(world.newest()).toMatchObject({ state: 'LOCKED', attempts: 5 });
      expect(await verify(world, resetId, otp('00000000'))).toEqual({ kind: 'rejected' });
      expect(world.audit.names).toEqual([...Array(5).fill('otp_denied'), 'reset_refused']);
    }
  });

  test('refuses the right code at the sixth attempt as it refuses a wrong one', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const right = world.newestOtp();
    for (let attempt = 0; attempt < 5; attempt++) await verify(world, resetId, wrong(right));
    expect(await verify(world, resetId, right)).toEqual(await verify(world, resetId, wrong(right)));
  });

  test('accepts a code once', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => verify(world, resetId, world.newestOtp())));
    expect(outcomes.filter(({ kind }) => kind === 'verified')).toHaveLength(1);
  });

  test('refuses a code in the second it expires, with the record still in the table', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    world.clock.advance(rules.otpLifetime);
    expect(await verify(world, resetId, world.newestOtp())).toEqual({ kind: 'rejected' });
    expect(world.newest()).toMatchObject({ attempts: 0 });
  });

  test('refuses the code of another request of the same account', async () => {
    const world = new World();
    const mine = await world.start('alice');
    world.clock.advance(61);
    await world.start('alice');
    expect(await verify(world, mine.resetId, world.newestOtp())).toMatchObject({ kind: 'denied' });
  });

  test('accepts a code from before the last rotation of the pepper, and none from before two rotations', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    world.peppers.rotate();
    expect((await verify(world, resetId, world.newestOtp())).kind).toBe('verified');

    const late = await world.start('bob');
    world.peppers.rotate();
    world.peppers.rotate();
    expect((await verify(world, late.resetId, world.newestOtp())).kind).toBe('denied');
  });

  test('rejects an unknown request', async () => {
    const world = new World();
    expect(await verify(world, new Secret('x'.repeat(43)), otp('12345678'))).toEqual({ kind: 'rejected' });
  });
});

import { namedSubject } from '../../../functions/domain/digest.ts';
import { completeReset } from '../../../functions/use-cases/complete-reset.ts';
import { createReset } from '../../../functions/use-cases/start-reset.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { NEW_PASSWORD, passwordOf, verifiedToken } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { remindUserId, startReset } from '../../../testkit/fakes/calls.ts';

const TEN = Date.parse('2026-11-23T10:00:00Z') / 1000;
const desk = { ...callFrom('198.51.100.7'), browser: { family: 'Firefox', system: 'Windows' } } as const;
const phone = { ...callFrom('2001:db8:1:2::3'), browser: { family: 'Safari', system: 'iOS' } } as const;

async function start(world: World, userId = 'alice') {
  const started = await startReset(world, rules, { userId, ...desk });
  if (started.kind !== 'issued') throw new Error(started.kind);
  await world.deliver();
  return started;
}

const newPassword = passwordOf(NEW_PASSWORD);

describe('a mail names the call that caused it', () => {
  test('a code: the start', async () => {
    const world = new World();
    await start(world);
    expect(world.mailer.of('otp')[0]?.asked).toEqual({ at: TEN, network: '198.51.100.0/24', browser: desk.browser });
  });

  test('a further code: the resend alone', async () => {
    const world = new World();
    const { resetId } = await start(world);
    world.clock.advance(90);
    await resendOtp(world, rules, { resetId, origin: phone.origin });
    await world.deliver();
    expect(world.mailer.of('otp')[1]?.asked).toEqual({ at: TEN + 90, network: '2001:db8:1::/48' });
  });

  test('a list of user IDs', async () => {
    const world = new World();
    await remindUserId(world, rules, { email: 'dana@example.com', ...phone });
    await world.deliver();
    const asked = { at: TEN, network: '2001:db8:1::/48', browser: phone.browser };
    expect(world.mailer.of('user-id-list').map((mail) => mail.asked)).toEqual([asked, asked]);
  });

  test('a limit that is reached: the start that was refused', async () => {
    const world = new World();
    for (let codes = 0; codes < rules.codesPerHour; codes++) {
      await start(world);
      world.clock.advance(61);
    }
    await start(world);
    const [limit] = world.mailer.of('limit-reached');
    expect(limit?.asked).toEqual({ at: TEN + 183, network: '198.51.100.0/24', browser: desk.browser });
    expect(world.newest()).toMatchObject({ reference: limit?.reference });
  });

  test('a changed password: the call that sent it', async () => {
    const world = new World();
    const resetToken = await verifiedToken(world);
    world.clock.advance(60);
    await completeReset(world, rules, { resetToken, newPassword, ...phone });
    await world.deliver();
    expect(world.mailer.of('password-changed')[0]).toMatchObject({
      changedAt: new Date('2026-11-23T10:01:00Z'),
      applied: { at: TEN + 60, network: '2001:db8:1::/48', browser: phone.browser },
    });
  });

  test('an interrupted change: the call that sent the password, even when its outcome is known late', async () => {
    const world = new World();
    const resetToken = await verifiedToken(world);
    const { directory } = world;
    const outcomeOf = directory.outcomeOf.bind(directory);
    directory.fault = 'after-change';
    directory.outcomeOf = () => Promise.reject(new Error('down'));
    await completeReset(world, rules, { resetToken, newPassword, ...phone });
    directory.fault = 'none';
    directory.outcomeOf = outcomeOf;
    world.clock.advance(7200);
    await world.redeliver();
    await world.deliver();
    expect(world.mailer.of('password-changed')[0]).toMatchObject({
      changedAt: new Date('2026-11-23T10:00:00Z'),
      applied: { at: TEN, network: '2001:db8:1::/48' },
    });
  });

  test('a code that an administrator asked for: no call', async () => {
    const world = new World();
    await createReset(
      world,
      rules,
      { userId: 'alice', pepperVersion: '1', ...namedSubject(await world.subjectKeys.current(), 'alice') },
      { administrator: 'arn:aws:iam::1:user/x' },
    );
    await world.deliver();
    expect(world.mailer.of('otp')[0]?.asked).toBeUndefined();
  });
});

test('a record keeps no whole source address outside its last event', async () => {
  const world = new World();
  await start(world, 'nobody');
  const { lastEvent: _event, ...kept } = world.newest();
  expect(JSON.stringify(kept)).not.toContain(desk.source);
});

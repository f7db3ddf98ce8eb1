import { callFrom } from '../../../testkit/fakes/caller.ts';
import { setPassword, verifiedToken } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { remindUserId } from '../../../testkit/fakes/calls.ts';

describe('when the service has sent its mails of the day', () => {
  test('a code is not mailed, the request goes on as a decoy, and the next day mails again', async () => {
    const world = new World();
    world.allowance.mailsPerDay = 1;
    const first = await world.start('alice');
    const second = await world.start('bob');
    expect(Object.keys(second)).toEqual(Object.keys(first));
    expect(world.newest()).toMatchObject({
      state: 'SENT',
      lastEvent: { event: 'otp_suppressed', reason: 'service-mail-ceiling' },
    });
    expect(world.newest()).not.toHaveProperty('codeDigest');
    expect(world.mailer.sent.map(({ to }) => to)).toEqual(['alice@example.com']);

    world.clock.advance(86_400);
    world.allowance.mailsPerDay = 2;
    await world.start('bob');
    expect(
      world.mailer
        .of('otp')
        .map(({ to }) => to)
        .slice(1),
    ).toEqual(['bob@example.com', 'bob.builder@example.net']);
  });

  test('a list of user IDs is not mailed', async () => {
    const world = new World();
    world.allowance.mailsPerDay = 1;
    await remindUserId(world, rules, { email: 'dana@example.com', ...callFrom('198.51.100.7') });
    await world.deliver();
    expect(world.mailer.sent).toEqual([]);
    expect(world.newest().lastEvent).toMatchObject({ event: 'reminder_suppressed', reason: 'service-mail-ceiling' });
  });

  test('an owner gets no mail about a limit', async () => {
    const world = new World();
    world.allowance.mailsPerDay = rules.codesPerDay;
    for (let start = 0; start < 15; start++) {
      await world.start('alice', `198.51.100.${start}`);
      world.clock.advance(1200);
      world.allowance.mailsPerDay = world.allowance.sentToday + (start < 9 ? 1 : 0);
    }
    expect(world.mailer.of('limit-reached')).toEqual([]);
  });

  test('the notice of a changed password is still mailed, and counted', async () => {
    const world = new World();
    const resetToken = await verifiedToken(world, 'bob');
    const before = world.allowance.sentToday;
    world.allowance.mailsPerDay = before;
    await setPassword(world, resetToken);
    await world.deliver();
    expect(world.mailer.of('password-changed').map(({ to }) => to)).toEqual([
      'bob@example.com',
      'bob.builder@example.net',
    ]);
    expect(world.allowance.sentToday).toBe(before + 2);
  });

  test('repeated starts for one account use up its own budget and not the mails of others', async () => {
    const world = new World();
    for (let start = 0; start < 30; start++) {
      await world.start('alice', `198.51.100.${start}`);
      world.clock.advance(61);
    }
    // And the notice of the limit.
    const sent = rules.codesPerHour + 1;
    expect(world.allowance.sentToday).toBe(sent);
    for (let start = 0; start < 30; start++) await world.start(`nobody-${start}`, `198.51.100.${start}`);
    expect(world.allowance.sentToday).toBe(sent);
  });
});

import { callFrom } from '../../../testkit/fakes/caller.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { remindUserId } from '../../../testkit/fakes/calls.ts';

async function remind(world: World, email: string, source = '198.51.100.7') {
  const outcome = await remindUserId(world, rules, { email, ...callFrom(source) });
  await world.deliver();
  return outcome;
}

describe('a user-ID reminder', () => {
  test('lists every user ID of an address, mailed to each spelling as it is registered', async () => {
    const world = new World();
    expect(await remind(world, 'DANA@example.com')).toEqual({ kind: 'accepted' });
    expect(world.mailer.of('user-id-list').map(({ to, userIds }) => [to, userIds])).toEqual([
      ['dana@example.com', ['dana']],
      ['Dana@example.com', ['dana.admin']],
    ]);
    expect(world.newest()).toMatchObject({ state: 'SENT', lastEvent: { event: 'reminder_mailed' } });
  });

  test.each(['nobody@example.com', 'carol@example.com', 'dıana@example.com'])(
    'mails nothing for %s and answers the same',
    async (email) => {
      const world = new World();
      expect(await remind(world, email)).toEqual({ kind: 'accepted' });
      expect(world.mailer.sent).toEqual([]);
      expect(world.newest()).toMatchObject({ lastEvent: { event: 'reminder_suppressed', reason: 'unknown-address' } });
    },
  );

  test('is mailed at most three times an hour', async () => {
    const world = new World();
    for (let call = 0; call < 6; call++) await remind(world, 'alice@example.com', `198.51.100.${call}`);
    expect(world.mailer.sent).toHaveLength(3);
  });
});

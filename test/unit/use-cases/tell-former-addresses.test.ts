import { newAddressNotice } from '../../../functions/domain/notice-steps.ts';
import { World } from '../../../testkit/fakes/world.ts';

/** Orders other addresses for alice, whose address in the directory is alice@example.com. */
async function ordered(formerAddresses: readonly string[], account = 'alice'): Promise<World> {
  const world = new World();
  const named = { subject: 'digest-of-subject', subjectKey: '1' };
  await world.resets.create(
    newAddressNotice({ at: world.clock.now(), reason: 'ticket 8' }, 'arn', {
      digestOfId: 'digest',
      account,
      formerAddresses,
      ...named,
    }),
  );
  await world.deliver();
  return world;
}

const told = (world: World) => world.mailer.of('addresses-changed').map(({ to }) => to);

describe('the addresses that a user had before an administrator changed them', () => {
  test('are told once, each of them, and nobody else', async () => {
    const world = await ordered(['old@example.com', 'older@example.com']);
    await world.deliver();
    world.clock.advance(61);
    await world.redeliver();
    expect(told(world).toSorted()).toEqual(['old@example.com', 'older@example.com']);
  });

  test('are told of a user who is gone', async () => {
    expect(told(await ordered(['old@example.com'], 'removed'))).toEqual(['old@example.com']);
  });

  test('are told by the redelivery where the mail service was down', async () => {
    const world = new World();
    world.mailer.failing.add('old@example.com');
    await world.resets.create(
      newAddressNotice({ at: world.clock.now() }, 'arn', {
        digestOfId: 'digest',
        account: 'alice',
        formerAddresses: ['old@example.com'],
        subject: 'digest-of-subject',
        subjectKey: '1',
      }),
    );
    await world.deliver().catch(() => {});
    world.mailer.failing.clear();
    world.clock.advance(61);
    await world.redeliver();
    expect(told(world)).toEqual(['old@example.com']);
  });

  test('are not told before the change, and never of an order that changed nothing', async () => {
    const world = await ordered(['alice@example.com']);
    world.clock.advance(61);
    await world.redeliver();
    expect(told(world)).toEqual([]);
    expect((await world.resets.read('NOTICE#digest'))?.pending).toBeDefined();
    world.clock.advance(600);
    await world.redeliver();
    expect(told(world)).toEqual([]);
    expect(await world.resets.read('NOTICE#digest')).toMatchObject({
      state: 'SENT',
      lastEvent: { event: 'former_addresses_notified', reason: 'not-carried-out' },
    });
  });
});

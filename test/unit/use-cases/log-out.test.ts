import { type SessionToken, Secret } from '../../../functions/domain/secret.ts';
import { logOut } from '../../../functions/use-cases/log-out.ts';
import { whoAmI } from '../../../functions/use-cases/who-am-i.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { session } from '../../../testkit/fakes/user-steps.ts';
import { World } from '../../../testkit/fakes/world.ts';

const { origin } = callFrom('198.51.100.7');

/** Logs out, and returns the events of that alone. */
async function leave(world: World, sessionToken: SessionToken) {
  const before = world.audit.events.length;
  const outcome = await logOut(world, { sessionToken, origin });
  return { outcome, events: world.audit.events.slice(before) };
}

describe('logging out', () => {
  test('ends that session alone and records it', async () => {
    const world = new World();
    const [ended, other] = [await session(world), await session(world)];
    world.clock.advance(90);
    const { outcome, events } = await leave(world, ended.sessionToken);
    expect(outcome).toEqual({ kind: 'logged-out' });
    expect((await whoAmI(world, ended)).kind).toBe('rejected');
    expect((await whoAmI(world, other)).kind).toBe('session');
    expect(events).toEqual([
      expect.objectContaining({
        event: 'logged_out',
        outcome: 'succeeded',
        at: '2026-11-23T10:01:30.000Z',
        actor: 'self',
        sourcePrefix: '198.51.100.0/24',
        sourceDigest: origin.source,
        userAgentDigest: origin.userAgent,
      }),
    ]);
  });

  test('is refused for a session that is over or never was, and records nothing', async () => {
    const world = new World();
    const { sessionToken } = await session(world);
    await leave(world, sessionToken);
    for (const token of [sessionToken, new Secret<'session-token'>('x'.repeat(43))])
      expect(await leave(world, token)).toEqual({ outcome: { kind: 'rejected' }, events: [] });
  });
});

import { Secret } from '../../../functions/domain/secret.ts';
import { whoAmI } from '../../../functions/use-cases/who-am-i.ts';
import { NEW_PASSWORD, resetPassword, session } from '../../../testkit/fakes/user-steps.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';

const rejected = { kind: 'rejected' };

describe('the user of a session', () => {
  test('is named until the second in which the session expires', async () => {
    const world = new World();
    const alice = await session(world);
    const named = { kind: 'session', userId: 'alice', expiresAt: alice.expiresAt };
    expect(await whoAmI(world, alice)).toEqual(named);
    world.clock.advance(rules.sessionLifetime - 1);
    expect(await whoAmI(world, alice)).toEqual(named);
    world.clock.advance(1);
    expect(await whoAmI(world, alice)).toEqual(rejected);
  });

  test('is not named after the password changed, except in sessions opened since', async () => {
    const world = new World();
    const [before, ofBob] = [await session(world), await session(world, 'bob')];
    await resetPassword(world);
    const since = await session(world, 'alice', NEW_PASSWORD);
    expect(await whoAmI(world, before)).toEqual(rejected);
    expect(await whoAmI(world, since)).toMatchObject({ kind: 'session', userId: 'alice' });
    expect(await whoAmI(world, ofBob)).toMatchObject({ kind: 'session', userId: 'bob' });
  });

  test('is not named once an administrator disabled the account', async () => {
    const world = new World();
    const alice = await session(world);
    world.directory.add({ userId: 'alice', addresses: ['alice@example.com'], status: 'disabled' }, OLD_PASSWORD);
    expect(await whoAmI(world, alice)).toEqual(rejected);
  });

  test('is not named by a token that opened no session', async () => {
    const world = new World();
    await session(world);
    expect(await whoAmI(world, { sessionToken: new Secret('x'.repeat(43)) })).toEqual(rejected);
  });

  test('is asked without an audit event', async () => {
    const world = new World();
    const alice = await session(world);
    await whoAmI(world, alice);
    expect(world.audit.names).toEqual(['login_succeeded']);
  });
});

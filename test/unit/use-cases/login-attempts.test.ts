import { LOGIN_DELAY } from '../../../functions/domain/login-delay.ts';
import type { DeviceToken } from '../../../functions/domain/secret.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { NEW_PASSWORD, resetPassword, session, tryLogIn } from '../../../testkit/fakes/user-steps.ts';
import { OLD_PASSWORD, World } from '../../../testkit/fakes/world.ts';

let sources = 0;
/** Fails from a new source each time, so that only the account's own limit counts. */
const fail = (world: World, userId = 'alice', deviceToken?: DeviceToken) => {
  sources++;
  return tryLogIn(world, userId, 'wrong', callFrom(`10.0.${sources >> 8}.${sources % 256}`), deviceToken);
};

async function delayed(userId = 'alice', world = new World()): Promise<World> {
  for (let failures = 0; failures < LOGIN_DELAY.freeFailures; failures++)
    expect((await fail(world, userId)).kind).toBe('rejected');
  return world;
}

describe('the limit of failed logins by account', () => {
  test.each(['alice', 'nobody', 'carol', 'erin'])(
    'delays %s after ten failures, with the same answer for every user ID, and compares nothing',
    async (userId) => {
      const world = await delayed(userId);
      world.credentials.onCompare = () => {
        throw new Error('the password was compared');
      };
      expect(await tryLogIn(world, userId)).toEqual({ kind: 'exceeded', retryAfterSeconds: 60 });
      expect(world.audit.events.at(-1)).toMatchObject({
        event: 'limit_hit',
        outcome: 'refused',
        reason: 'log-in-per-account',
      });
      expect(world.sessions.size).toBe(0);
    },
  );

  test('lets the owner in after the delay, and each further failure doubles it', async () => {
    const world = await delayed();
    for (const delay of [60, 120, 240, 480]) {
      world.clock.advance(delay - 1);
      expect(await tryLogIn(world)).toEqual({ kind: 'exceeded', retryAfterSeconds: 1 });
      world.clock.advance(1);
      expect((await fail(world)).kind).toBe('rejected');
    }
    world.clock.advance(960);
    expect((await tryLogIn(world)).kind).toBe('logged-in');
  });

  test('does not delay another account', async () => {
    const world = await delayed();
    expect((await tryLogIn(world, 'bob')).kind).toBe('logged-in');
  });

  test('counts each attempt before its password is compared', async () => {
    const world = new World();
    world.credentials.onCompare = () => {
      throw new Error('cut during the comparison');
    };
    for (let cuts = 0; cuts < LOGIN_DELAY.freeFailures; cuts++)
      await expect(tryLogIn(world)).rejects.toThrow('cut during the comparison');
    expect((await tryLogIn(world)).kind).toBe('exceeded');
  });

  test('of 200 parallel wrong passwords compares ten', async () => {
    const world = new World();
    let compared = 0;
    world.credentials.onCompare = () => void compared++;
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => fail(world)));
    expect(compared).toBe(LOGIN_DELAY.freeFailures);
    expect(outcomes.filter(({ kind }) => kind === 'rejected')).toHaveLength(LOGIN_DELAY.freeFailures);
  });

  test('gives a right login back, and forgives no failure', async () => {
    const world = new World();
    for (let failures = 0; failures < LOGIN_DELAY.freeFailures - 1; failures++) await fail(world);
    for (let logins = 0; logins < 20; logins++) await session(world);
    expect((await fail(world)).kind).toBe('rejected');
    expect((await fail(world)).kind).toBe('exceeded');
  });

  test('ends with a reset: the new password logs in at once', async () => {
    const world = await delayed();
    expect((await tryLogIn(world)).kind).toBe('exceeded');
    await resetPassword(world);
    await session(world, 'alice', NEW_PASSWORD);
  });
});

describe('a device that logged in before', () => {
  test('is not delayed by the failures of others', async () => {
    const world = new World();
    const { deviceToken } = await session(world);
    await delayed('alice', world);
    expect((await tryLogIn(world)).kind).toBe('exceeded');
    expect((await tryLogIn(world, 'alice', OLD_PASSWORD, undefined, deviceToken)).kind).toBe('logged-in');
    expect((await tryLogIn(world)).kind).toBe('exceeded');
  });

  test('has ten failures of its own, and is then like any other', async () => {
    const world = new World();
    const { deviceToken } = await session(world);
    await delayed('alice', world);
    for (let failures = 0; failures < LOGIN_DELAY.freeFailures; failures++)
      expect((await fail(world, 'alice', deviceToken)).kind).toBe('rejected');
    expect((await fail(world, 'alice', deviceToken)).kind).toBe('exceeded');
  });

  test('is known for its own account, its password and 90 days only', async () => {
    const world = new World();
    const { deviceToken } = await session(world);
    const asBob = async () => (await tryLogIn(world, 'bob', OLD_PASSWORD, undefined, deviceToken)).kind;
    await delayed('bob', world);
    expect(await asBob()).toBe('exceeded');

    const kind = async (text: string) => (await tryLogIn(world, 'alice', text, undefined, deviceToken)).kind;
    world.clock.advance(90 * 86_400 - 1);
    await delayed('alice', world);
    expect(await kind(OLD_PASSWORD)).toBe('logged-in');
    world.clock.advance(1);
    expect(await kind(OLD_PASSWORD)).toBe('exceeded');

    await resetPassword(world);
    const renewed = await session(world, 'alice', NEW_PASSWORD);
    await delayed('alice', world);
    expect(await kind(NEW_PASSWORD)).toBe('exceeded');
    const again = await tryLogIn(world, 'alice', NEW_PASSWORD, undefined, renewed.deviceToken);
    expect(again.kind).toBe('logged-in');
  });
});

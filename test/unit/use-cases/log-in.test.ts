import { digest, namedSubject } from '../../../functions/domain/digest.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { tryLogIn, session } from '../../../testkit/fakes/user-steps.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';

const SOURCE = '198.51.100.7';
const { origin } = callFrom(SOURCE);

/** The facts of a call that every event of it carries. */
const callFacts = async (world: World, userId: string) => ({
  at: '2026-11-23T10:00:00.000Z',
  actor: 'self',
  ...namedSubject(await world.subjectKeys.current(), userId),
  sourcePrefix: '198.51.100.0/24',
  sourceDigest: origin.source,
  userAgentDigest: origin.userAgent,
  sourceKey: origin.key,
  captcha: 'passed',
});

describe('logging in', () => {
  test('opens a session for its lifetime and records it', async () => {
    const world = new World();
    const { expiresAt } = await session(world);
    expect(expiresAt).toEqual(new Date('2026-11-23T11:00:00.000Z'));
    expect(world.sessions.size).toBe(1);
    expect(world.audit.events).toEqual([
      expect.objectContaining({
        event: 'login_succeeded',
        outcome: 'succeeded',
        ...(await callFacts(world, 'alice')),
      }),
    ]);
  });

  test('stores a digest of the token, and gives each session a token of its own', async () => {
    const world = new World();
    const [first, second] = [await session(world), await session(world)];
    expect(second.sessionToken.reveal()).not.toBe(first.sessionToken.reveal());
    expect(await world.sessions.find(first.sessionToken.reveal())).toBeUndefined();
    expect(await world.sessions.find(digest(first.sessionToken.reveal()))).toEqual({
      userId: 'alice',
      generation: 0,
      expiresAt: Date.parse('2026-11-23T11:00:00Z') / 1000,
    });
  });

  test.each([
    ['a wrong password', 'alice', 'wrong'],
    ['an unknown user', 'nobody', OLD_PASSWORD],
    ['a disabled user', 'carol', OLD_PASSWORD],
    ['an unverified user', 'erin', OLD_PASSWORD],
  ])('is refused for %s, with the same answer and event', async (_what, userId, password) => {
    const world = new World();
    expect(await tryLogIn(world, userId, password)).toEqual({ kind: 'rejected' });
    expect(world.sessions.size).toBe(0);
    expect(world.audit.events).toEqual([
      expect.objectContaining({ event: 'login_failed', outcome: 'refused', ...(await callFacts(world, userId)) }),
    ]);
    expect(JSON.stringify(world.audit.events)).not.toMatch(new RegExp(`${userId}|${password}|${SOURCE}`));
  });

  test('works while recovery of the account is used up', async () => {
    const world = new World();
    for (let starts = 0; starts < 5; starts++) await world.start('alice');
    expect(world.newest().lastEvent.event).toBe('otp_suppressed');
    expect((await tryLogIn(world)).kind).toBe('logged-in');
  });
});

describe('the limit of failed logins by source', () => {
  async function usedUp(source = SOURCE): Promise<World> {
    const world = new World();
    for (let logins = 0; logins < rules.loginsPerSourcePerHour; logins++)
      await tryLogIn(world, `nobody-${logins}`, 'wrong', callFrom(source));
    expect(new Set(world.audit.names)).toEqual(new Set(['login_failed']));
    return world;
  }

  test('refuses even the right password, unasked, and records it', async () => {
    const world = await usedUp();
    world.credentials.authenticate = () => Promise.reject(new Error('the password was compared'));
    expect(await tryLogIn(world)).toEqual({ kind: 'exceeded', retryAfterSeconds: 3600 });
    expect(world.sessions.size).toBe(0);
    expect(world.audit.events.at(-1)).toMatchObject({
      event: 'limit_hit',
      outcome: 'refused',
      reason: 'log-in-per-source',
      ...(await callFacts(world, 'alice')),
    });
  });

  test('leaves other sources alone and ends with the hour', async () => {
    const world = await usedUp();
    expect((await tryLogIn(world, 'alice', OLD_PASSWORD, callFrom('198.51.100.8'))).kind).toBe('logged-in');
    world.clock.advance(3600);
    expect((await tryLogIn(world)).kind).toBe('logged-in');
  });

  test('counts an IPv6 network of 64 bits as one source', async () => {
    const world = await usedUp('2001:db8:1:2::3');
    expect((await tryLogIn(world, 'alice', OLD_PASSWORD, callFrom('2001:db8:1:2:ffff::4'))).kind).toBe('exceeded');
    expect((await tryLogIn(world, 'alice', OLD_PASSWORD, callFrom('2001:db8:1:3::3'))).kind).toBe('logged-in');
  });

  test('counts no right password: 110 in an hour are all let in, one after the other and at once', async () => {
    const world = new World();
    for (let logins = 0; logins < 110; logins++) expect((await tryLogIn(world)).kind).toBe('logged-in');
    const parallel = await Promise.all(Array.from({ length: 50 }, () => tryLogIn(world)));
    expect(new Set(parallel.map(({ kind }) => kind))).toEqual(new Set(['logged-in']));
    for (let logins = 0; logins < rules.loginsPerSourcePerHour; logins++)
      expect((await tryLogIn(world, `nobody-${logins}`, 'wrong')).kind).toBe('rejected');
    expect((await tryLogIn(world)).kind).toBe('exceeded');
  });
});

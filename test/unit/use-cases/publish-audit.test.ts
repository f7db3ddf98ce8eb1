import { administrationOrder, nextOrders } from '../../../functions/domain/administration.ts';
import { factsOf } from '../../../functions/domain/audit-facts.ts';
import { digestOfFacts } from '../../../functions/domain/audit-chain.ts';
import { verifyTrail } from '../../../testkit/trail-verification.ts';
import { publishedEvent } from '../../../functions/domain/published-event.ts';
import { namedSubject } from '../../../functions/domain/digest.ts';
import { publishAudit } from '../../../functions/use-cases/publish-audit.ts';
import { createReset } from '../../../functions/use-cases/start-reset.ts';
import { ADMINISTRATOR, callFrom } from '../../../testkit/fakes/caller.ts';
import { NEW_PASSWORD, resetPassword } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';

const call = callFrom('198.51.100.7');

async function completed(): Promise<World> {
  const world = new World();
  await resetPassword(world);
  return world;
}

describe('publishing the audit events', () => {
  test('publishes each write in order, with no identifier in clear', async () => {
    const world = await completed();
    const events = await world.publish();
    expect(events.map(({ event, sequence, state }) => [event, sequence, state])).toEqual([
      ['reset_requested', 1, 'REQUESTED'],
      ['otp_mailed', 2, 'SENT'],
      ['otp_attempted', 3, 'SENT'],
      ['otp_verified', 4, 'VERIFIED'],
      ['password_applying', 5, 'APPLYING'],
      ['password_changed', 6, 'COMPLETED'],
      ['sessions_ended', 7, 'COMPLETED'],
      ['change_notified', 8, 'COMPLETED'],
    ]);
    for (const event of events) expect(publishedEvent().safeParse(event).error).toBeUndefined();
    expect(new Set(events.map(({ request, subject }) => `${request} ${subject}`)).size).toBe(1);
    expect(events[0]).toMatchObject({ actor: 'self', sourcePrefix: '198.51.100.0/24', captcha: 'passed' });
    expect(events[1]?.budget).toEqual({ codesThisHour: 1, codesToday: 1, guessesSinceSuccess: 5 });
    const published = JSON.stringify(events);
    for (const clear of ['alice', '198.51.100.7', 'Mozilla', NEW_PASSWORD, world.newestOtp().reveal()]) {
      expect(published).not.toContain(clear);
    }
  });

  test.each(['change_notified', 'refusal_notified', 'former_addresses_notified'] as const)(
    'the outcome of %s is failed where nobody was told, whatever its name says',
    async (event) => {
      const item = (await completed()).newest();
      const outcomeOf = (reason?: string) =>
        factsOf({ ...item, lastEvent: { event, at: item.lastEvent.at, actor: 'system', ...(reason && { reason }) } });
      expect(outcomeOf('not-told no-address')).toMatchObject([{ event, outcome: 'failed' }]);
      expect(outcomeOf()).toMatchObject([{ event, outcome: 'succeeded' }]);
    },
  );

  test("an administrator's reason changes no outcome", async () => {
    const item = (await completed()).newest();
    const by = {
      event: 'reset_requested',
      actor: 'administrator',
      by: ADMINISTRATOR,
      reason: 'not-told to wait',
    } as const;
    expect(factsOf({ ...item, lastEvent: { ...by, at: item.lastEvent.at } })).toMatchObject([{ outcome: 'succeeded' }]);
  });

  test('publishes nothing for a write without a step', async () => {
    const world = new World();
    await world.start('alice');
    const item = world.newest();
    const published: unknown[] = [];
    const ports = {
      trail: { publish: (event: unknown) => void published.push(event) },
      macKeys: world.macKeys,
      build: '1',
    };
    await publishAudit(ports, { ...item, expiresAt: item.expiresAt + 1 }, item);
    expect(published).toEqual([]);
    await publishAudit(ports, item, undefined);
    expect(published).toHaveLength(1);
  });

  test('binds each event to the one before, without any earlier key', async () => {
    const world = new World();
    await world.start('alice');
    world.subjectKeys.rotate();
    world.subjectKeys.rotate();
    world.macKeys.rotate();
    await world.start('bob');
    const keys = [await world.macKeys.current()];
    expect(verifyTrail(await world.publish(), keys)).toEqual({ events: 4, duplicates: 0, findings: [] });
  });

  test('names users by the key of the request, even after a rotation', async () => {
    const world = new World();
    await world.start('alice');
    world.subjectKeys.rotate();
    await world.start('alice');
    const [first, , third] = await world.publish();
    expect([first?.subjectKey, third?.subjectKey]).toEqual(['1', '2']);
    expect(first?.subject).not.toBe(third?.subject);
  });

  test('names the administrator who started a request', async () => {
    const world = new World();
    const asked = { userId: 'alice', pepperVersion: '1', ...namedSubject(await world.subjectKeys.current(), 'alice') };
    await createReset(world, rules, asked, { administrator: ADMINISTRATOR });
    expect(await world.publish()).toMatchObject([
      { event: 'reset_requested', actor: 'administrator', by: ADMINISTRATOR, sequence: 1 },
    ]);
  });

  test("publishes every order as an administrator's, whatever its item says", async () => {
    const world = new World();
    const order = administrationOrder('user_disable_ordered', {
      at: world.clock.now(),
      by: ADMINISTRATOR,
      ...namedSubject(await world.subjectKeys.current(), 'alice'),
    });
    const written = nextOrders([order], undefined);
    if (written === undefined) throw new Error('there is no order');
    const forged = { ...written, lastEvent: { ...written.lastEvent, actor: 'self', origin: call.origin } } as const;
    await publishAudit(world, forged, undefined);
    const [published] = world.trail.events;
    expect(published).toMatchObject({ actor: 'administrator', by: ADMINISTRATOR, subjectKey: '1' });
    expect(published).not.toHaveProperty('sourcePrefix');
    expect(published).toMatchObject({ id: 'orders:1', request: 'orders', sequence: 1 });
    expect(publishedEvent().safeParse(published).error).toBeUndefined();
  });

  test('publishes each order of a write that has many, numbered and linked like single ones', async () => {
    const world = new World();
    const orders = ['alice', 'bob', 'carol', 'dana'].map((subject) =>
      administrationOrder('user_add_ordered', { at: world.clock.now(), by: ADMINISTRATOR, reason: subject }),
    );
    const first = nextOrders(orders.slice(0, 3), undefined);
    const second = nextOrders(orders.slice(3), first);
    if (first === undefined || second === undefined) throw new Error('there is no order');
    await publishAudit(world, first, undefined);
    await publishAudit(world, second, first);
    const { events } = world.trail;
    expect(events.map(({ id, reason }) => [id, reason])).toEqual([
      ['orders:1', 'alice'],
      ['orders:2', 'bob'],
      ['orders:3', 'carol'],
      ['orders:4', 'dana'],
    ]);
    expect(events.map(({ previous }) => previous)).toEqual([
      undefined,
      ...events.slice(0, 3).map(({ digest }) => digest),
    ]);
    expect(nextOrders(orders.slice(0, 3), second)).toBeUndefined();
    expect(nextOrders([], second)).toBeUndefined();
  });

  test('derives the same facts from an item every time', async () => {
    const world = await completed();
    for (const record of world.resets.writes) {
      const stored = JSON.parse(JSON.stringify(record)) as typeof record;
      expect(factsOf(stored).map(digestOfFacts)).toEqual(factsOf(record).map(digestOfFacts));
    }
  });
});

import { administrationOrder } from '../../functions/domain/administration.ts';
import { publishAudit } from '../../functions/use-cases/publish-audit.ts';
import { recordReset } from '../../functions/use-cases/record-reset.ts';
import { rules, World } from '../fakes/world.ts';

const ADMINISTRATOR = 'arn:aws:sts::123456789012:assumed-role/Support/jane';

describe('publishing the audit events', () => {
  test('gives one event a write, in order, with no identifier in clear', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    for (const record of world.resets.writes) await publishAudit(world, record);

    expect(world.audit.events).toMatchObject([
      { event: 'reset_requested', actor: 'self', sequence: 1, state: 'REQUESTED', sourcePrefix: '198.51.100.0/24' },
      { event: 'otp_mailed', actor: 'system', sequence: 2, state: 'SENT', issue: 1, attempts: 0 },
    ]);
    expect(new Set(world.audit.events.map(({ request, subject }) => `${request} ${subject}`)).size).toBe(1);
    const published = JSON.stringify(world.audit.events);
    for (const clear of ['alice', '198.51.100.7', resetId.reveal(), world.newestOtp().reveal()]) {
      expect(published).not.toContain(clear);
    }
  });

  test('names the administrator who started a request', async () => {
    const world = new World();
    await recordReset(world, rules, { userId: 'alice', pepperVersion: '1' }, { administrator: ADMINISTRATOR });
    await publishAudit(world, world.newest());
    expect(world.audit.events).toMatchObject([
      { event: 'reset_requested', actor: 'administrator', by: ADMINISTRATOR, sequence: 1 },
    ]);
  });

  test("gives an administrator's order the digest that the user's own events have", async () => {
    const world = new World();
    await world.start('alice');
    await publishAudit(world, world.newest());
    const order = administrationOrder('user_disable_ordered', {
      at: world.clock.now(),
      by: ADMINISTRATOR,
      subject: 'alice',
    });
    await publishAudit(world, order);
    const [step, published] = world.audit.events;
    expect(published).toEqual({
      event: 'user_disable_ordered',
      at: world.clock.now().toISOString(),
      actor: 'administrator',
      by: ADMINISTRATOR,
      subject: step?.subject,
    });
  });

  test("takes every order for an administrator's, whatever its item says", async () => {
    const world = new World();
    const order = administrationOrder('user_disable_ordered', { at: world.clock.now(), by: ADMINISTRATOR });
    await publishAudit(world, { ...order, lastEvent: { ...order.lastEvent, actor: 'self', source: '198.51.100.7' } });
    expect(world.audit.events).toMatchObject([{ actor: 'administrator' }]);
    expect(world.audit.events[0]).not.toHaveProperty('sourcePrefix');
  });
});

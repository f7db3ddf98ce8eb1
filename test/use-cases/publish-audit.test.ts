import { publishAudit } from '../../functions/use-cases/publish-audit.ts';
import { World } from '../fakes/world.ts';

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
});

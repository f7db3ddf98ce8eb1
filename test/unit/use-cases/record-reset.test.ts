import { recordReset } from '../../../functions/use-cases/record-reset.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';

const ADMINISTRATOR = 'arn:aws:sts::123456789012:assumed-role/Support/jane';

describe('a reset that an administrator starts', () => {
  test('is the same request, but says who started it', async () => {
    const world = new World();
    await recordReset(
      world,
      rules,
      { userId: 'alice', pepperVersion: '1', subject: 'digest-of-subject', subjectKey: '1' },
      { administrator: ADMINISTRATOR },
    );
    expect(world.newest()).toMatchObject({
      state: 'REQUESTED',
      pending: 'mail-0',
      attempts: 0,
      startedBy: 'administrator',
      lastEvent: { event: 'reset_requested', actor: 'administrator', by: ADMINISTRATOR },
    });
    expect(world.newest().lastEvent.origin).toBeUndefined();
  });

  test('spends from the budget of the account like any other, and its mail says how to go on', async () => {
    const world = new World();
    for (let code = 0; code < rules.codesPerHour + 1; code++)
      await recordReset(
        world,
        rules,
        { userId: 'alice', pepperVersion: '1', subject: 'digest-of-subject', subjectKey: '1' },
        { administrator: ADMINISTRATOR },
      );
    await world.deliver();
    expect(world.mailer.of('otp')).toHaveLength(rules.codesPerHour);
    expect(world.mailer.of('otp').map(({ startedBy }) => startedBy)).toEqual(
      Array.from({ length: rules.codesPerHour }, () => 'administrator'),
    );
    expect(world.newest().lastEvent).toMatchObject({ event: 'otp_suppressed', reason: 'codes-per-hour' });
  });
});

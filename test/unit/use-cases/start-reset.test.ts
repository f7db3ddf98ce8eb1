import { namedSubject } from '../../../functions/domain/digest.ts';
import { createReset } from '../../../functions/use-cases/start-reset.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { startReset } from '../../../testkit/fakes/calls.ts';

const ADMINISTRATOR = 'arn:aws:sts::123456789012:assumed-role/Support/jane';
const browser = { family: 'Firefox', system: 'Linux' } as const;
const call = { ...callFrom('198.51.100.7'), browser };

describe('starting a reset', () => {
  test.each(['alice', 'nobody', 'carol', 'erin'])(
    'records the same for %s, without asking the directory',
    async (userId) => {
      const world = new World();
      world.directory.fault = 'down';
      const outcome = await startReset(world, rules, { userId, ...call });
      expect(outcome).toMatchObject({
        kind: 'issued',
        expiresAt: new Date('2026-11-23T10:10:00.000Z'),
        resendAvailableAt: new Date('2026-11-23T10:01:00.000Z'),
        reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
      });
      const { key: _key, reference: _reference, stepId: _stepId, ...record } = { reference: '', ...world.newest() };
      expect(record).toEqual({
        asked: { at: Date.parse('2026-11-23T10:00:00Z') / 1000, network: '198.51.100.0/24', browser },
        deliveries: {},
        kind: 'reset',
        state: 'REQUESTED',
        userId,
        createdAt: Date.parse('2026-11-23T10:00:00Z') / 1000,
        expiresAt: Date.parse('2026-11-25T10:00:00Z') / 1000,
        openUntil: Date.parse('2026-11-23T10:10:00Z') / 1000,
        resendAt: Date.parse('2026-11-23T10:01:00Z') / 1000,
        issue: 1,
        attempts: 0,
        guesses: 0,
        codeGuesses: 0,
        mailGuesses: 0,
        passwordTries: 0,
        pepperVersion: '1',
        pending: 'mail-0',
        pendingAt: Date.parse('2026-11-23T10:00:00Z') / 1000,
        sequence: 1,
        lastEvent: { event: 'reset_requested', at: '2026-11-23T10:00:00.000Z', actor: 'self', origin: call.origin },
        ...namedSubject(await world.subjectKeys.current(), userId),
      });
    },
  );

  test('stores neither the reset ID nor a code', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const stored = JSON.stringify([...world.resets.writes]);
    expect(stored).not.toContain(resetId.reveal());
    expect(stored).not.toContain(world.newestOtp().reveal());
  });

  test('is limited by source and hour, and the limit is recorded', async () => {
    const world = new World();
    const start = (source: string) => startReset(world, rules, { userId: 'nobody', ...callFrom(source) });
    for (let call = 0; call < rules.startsPerSourcePerHour; call++)
      expect((await start('198.51.100.7')).kind).toBe('issued');
    expect(await start('198.51.100.7')).toEqual({ kind: 'exceeded', retryAfterSeconds: 3600 });
    expect((await start('198.51.100.8')).kind).toBe('issued');
    expect(world.audit.names).toEqual(['limit_hit']);
    world.clock.advance(3600);
    expect((await start('198.51.100.7')).kind).toBe('issued');
  });
});

describe('a reset that an administrator starts', () => {
  test('is the same request, but says who started it', async () => {
    const world = new World();
    await createReset(
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
      await createReset(
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

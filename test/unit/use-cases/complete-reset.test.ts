import { Secret } from '../../../functions/domain/secret.ts';
import { NEW_PASSWORD as GOOD, setPassword as complete, verifiedToken } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';

describe('setting the new password', () => {
  test('is refused for a weak password, with the reasons, and then works with a better one', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    expect(await complete(world, token, 'short')).toEqual({ kind: 'password-rejected', reasons: ['too-short'] });
    expect(await complete(world, token, 'alice@example.com')).toEqual({
      kind: 'password-rejected',
      reasons: ['context-word'],
    });
    expect(await complete(world, token)).toEqual({ kind: 'completed' });
  });

  test.each([
    [true, true],
    [false, undefined],
  ])('records that sessions ended if the directory ends them (%s)', async (endsSessions, recorded) => {
    const settled = await Promise.all(
      [false, true].map(async (interrupted) => {
        const world = new World();
        world.directory.endsSessions = endsSessions;
        const token = await verifiedToken(world);
        if (interrupted) world.directory.fault = 'after-change';
        await complete(world, token);
        return world.newest().lastEvent;
      }),
    );
    for (const { sessionsEnded } of settled) expect(sessionsEnded).toBe(recorded);
  });

  test('is refused for a breached password, and then works with a better one', async () => {
    const world = new World();
    world.breached.listed.add(GOOD);
    const token = await verifiedToken(world);
    expect(await complete(world, token)).toEqual({ kind: 'password-rejected', reasons: ['breached'] });
    expect(await complete(world, token, `${GOOD} indeed`)).toEqual({ kind: 'completed' });
    expect(world.audit.events).toEqual([]);
  });

  test('works while the list of breached passwords does not answer, which is recorded', async () => {
    const world = new World();
    world.breached.available = false;
    const token = await verifiedToken(world);
    expect(await complete(world, token)).toEqual({ kind: 'completed' });
    expect(world.audit.events).toEqual([
      expect.objectContaining({ event: 'breach_check_unavailable', actor: 'system', reason: 'TimeoutError' }),
    ]);
    expect(JSON.stringify(world.audit.events)).not.toContain(GOOD);
  });

  test('allows ten passwords in all', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    for (let tries = 0; tries < 10; tries++)
      expect((await complete(world, token, 'short')).kind).toBe('password-rejected');
    expect(await complete(world, token)).toEqual({ kind: 'rejected' });
  });

  test('lets one of many simultaneous calls win', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => complete(world, token, `${GOOD} ${n}`)));
    expect(outcomes.filter(({ kind }) => kind === 'completed')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'rejected')).toHaveLength(19);
  });

  test('is refused without a verified code, with another proof, after success, and after the token has expired', async () => {
    const world = new World();
    const { resetId } = await world.start('bob');
    expect(await complete(world, new Secret(`${resetId.reveal()}.${'x'.repeat(43)}`))).toEqual({ kind: 'rejected' });

    const token = await verifiedToken(world);
    const [name] = token.reveal().split('.');
    expect(await complete(world, new Secret(`${name}.${'x'.repeat(43)}`))).toEqual({ kind: 'rejected' });
    expect((await complete(world, token)).kind).toBe('completed');
    expect(await complete(world, token)).toEqual({ kind: 'rejected' });

    world.clock.advance(3600);
    const late = await verifiedToken(world);
    world.clock.advance(rules.resetTokenLifetime);
    expect(await complete(world, late)).toEqual({ kind: 'rejected' });
  });

  test('succeeds where the directory changed the password and its answer was lost', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    world.directory.fault = 'after-change';
    expect(await complete(world, token)).toEqual({ kind: 'completed' });
  });

  test('leaves a change with an unknown outcome to the redelivery, and keeps the token', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    world.directory.fault = 'before-change';
    expect(await complete(world, token)).toEqual({ kind: 'unsettled' });
    world.directory.fault = 'none';
    expect(await complete(world, token)).toEqual({ kind: 'rejected' });
    world.clock.advance(10);
    expect(await complete(world, token)).toEqual({ kind: 'unsettled' });

    world.clock.advance(60);
    expect(await world.redeliver()).toEqual({ settled: 1, errors: [] });
    expect(world.newest()).toMatchObject({ state: 'APPLYING', lastEvent: { event: 'password_overdue' } });
    expect(await complete(world, token)).toEqual({ kind: 'unsettled' });
    world.clock.advance(59);
    expect(await world.redeliver()).toEqual({ settled: 0, errors: [] });
    world.clock.advance(1);
    expect(await world.redeliver()).toEqual({ settled: 1, errors: [] });
    expect(world.newest().lastEvent).toMatchObject({ event: 'password_not_changed', reason: 'interrupted' });
    expect(await complete(world, token)).toEqual({ kind: 'completed' });
  });

  test('is completed by the redelivery where the function died after the change', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    world.directory.fault = 'after-change';
    const outcomeOf = world.directory.outcomeOf.bind(world.directory);
    world.directory.outcomeOf = () => Promise.reject(new Error('down'));
    expect(await complete(world, token)).toEqual({ kind: 'unsettled' });

    world.directory.fault = 'none';
    world.directory.outcomeOf = outcomeOf;
    world.clock.advance(61);
    await world.redeliver();
    await world.deliver();
    expect(world.newest()).toMatchObject({ state: 'COMPLETED' });
    expect(world.mailer.of('password-changed')).toHaveLength(1);
  });

  test('is refused where the account was disabled meanwhile', async () => {
    const world = new World();
    const token = await verifiedToken(world);
    world.directory.add({ userId: 'alice', addresses: ['alice@example.com'], status: 'disabled' }, 'whatever');
    expect(await complete(world, token)).toEqual({ kind: 'rejected' });
    expect(world.newest().lastEvent).toMatchObject({ event: 'password_not_changed', reason: 'not-allowed' });
  });
});

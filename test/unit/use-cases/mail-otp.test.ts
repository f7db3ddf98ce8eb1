import { mailOtp } from '../../../functions/use-cases/mail-otp.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { releaseGuesses } from '../../../functions/use-cases/reserve-from-budget.ts';
import { type ResetId, Secret } from '../../../functions/domain/secret.ts';
import type { ResetRecord } from '../../../functions/domain/reset-record.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { startReset, verifyOtp } from '../../../testkit/fakes/calls.ts';

const call = callFrom('198.51.100.7');

const guessWrong = (world: World, resetId: ResetId) =>
  verifyOtp(world, rules, { resetId, otp: new Secret('000000000'), ...call });

const lastReason = (world: World) => world.newest().lastEvent.reason;

describe('mailing a code', () => {
  test.each([
    ['nobody', 'unknown-account'],
    ['carol', 'account-disabled'],
    ['erin', 'account-unverified'],
  ])('is suppressed for %s, and the request goes on as a decoy', async (userId, reason) => {
    const world = new World();
    await world.start(userId);
    expect(world.mailer.sent).toEqual([]);
    expect(world.newest()).toMatchObject({ state: 'SENT', lastEvent: { event: 'otp_suppressed', reason } });
    expect(world.newest()).not.toHaveProperty('codeDigest');
    expect(world.newest()).not.toHaveProperty('pending');
  });

  test('sends the same code when a delivery is repeated, and spends the budget once', async () => {
    const world = new World();
    await startReset(world, rules, { userId: 'alice', ...callFrom('198.51.100.7') });
    const requested = world.newest() as ResetRecord;
    await mailOtp(world, rules, requested);
    await mailOtp(world, rules, requested);
    const [first, second] = world.mailer.of('otp').map(({ otp }) => otp.reveal());
    expect(second).toBe(first);
    expect((await world.budgets.read({ account: 'alice' }))?.budget.guessesSinceSuccess).toBe(rules.attemptsPerCode);
  });

  test('stops at the budget of the account, whatever the sources, and tells the owner once an hour', async () => {
    const world = new World();
    for (let start = 0; start < 60; start++) {
      await world.start('alice', `198.51.100.${start}`);
      world.clock.advance(1200);
    }
    const day = world.mailer.of('otp').filter(({ expiresAt }) => expiresAt < new Date('2026-11-24T10:10:00Z'));
    expect(day.length).toBeLessThanOrEqual(rules.codesPerDay);
    const notices = world.mailer.of('limit-reached');
    expect(notices.length).toBeGreaterThan(1);
    expect(notices.length).toBeLessThanOrEqual(20);
    expect(notices[0]?.until).toEqual(new Date('2026-11-24T10:00:00Z'));
  });

  test('goes on after a hundred guesses: codes then work through their link alone, until a login', async () => {
    const world = new World();
    const guesses = rules.guessesSinceSuccess / rules.attemptsPerCode;
    for (let start = 0; start < guesses; start++) {
      const { resetId } = await world.start('alice', `198.51.100.${start}`);
      for (let guess = 0; guess < rules.attemptsPerCode; guess++) await guessWrong(world, resetId);
      world.clock.advance(3 * 3600);
    }
    const { resetId } = await world.start('alice');
    expect(world.newest()).toMatchObject({ linkOnly: true, state: 'SENT' });
    const [mail] = world.mailer.of('otp').slice(-1);
    if (mail === undefined) throw new Error('no code was mailed');
    expect(await verifyOtp(world, rules, { resetId, otp: mail.otp, ...call })).toEqual({
      kind: 'denied',
      attemptsLeft: 4,
    });
    const byLink = await verifyOtp(world, rules, { continuation: mail.continuation, otp: mail.otp, ...call });
    expect(byLink.kind).toBe('verified');

    world.clock.advance(3 * 3600);
    await world.directory.authenticate('alice', new Secret(OLD_PASSWORD), async () => 'by-account');
    await world.start('alice');
    expect(world.newest()).not.toHaveProperty('linkOnly');
  });

  test('gives back what was not guessed: twenty starts without a guess change nothing', async () => {
    const world = new World();
    for (let start = 0; start < 24; start++) {
      await world.start('alice', `198.51.100.${start}`);
      world.clock.advance(3 * 3600);
    }
    expect(world.mailer.of('otp')).toHaveLength(24);
    expect((await world.budgets.read({ account: 'alice' }))?.budget.guessesSinceSuccess).toBe(rules.attemptsPerCode);
  });

  test('gives back what was not guessed when the record is deleted before the next code', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    await guessWrong(world, resetId);
    const record = world.newest() as ResetRecord;
    world.resets.records.delete(record.key);
    await releaseGuesses(world.budgets, record, rules);
    expect((await world.budgets.read({ account: 'alice' }))?.budget.guessesSinceSuccess).toBe(1);
  });

  test('of two starts of one account within the cooldown mails one code, which lives', async () => {
    const world = new World();
    const first = await world.start('alice');
    world.clock.advance(30);
    await world.start('alice', '203.0.113.9');
    expect(world.mailer.of('otp')).toHaveLength(1);
    expect(world.newest()).toMatchObject({ suppressedFor: 'account-cooldown' });
    const verified = await verifyOtp(world, rules, { resetId: first.resetId, otp: world.newestOtp(), ...call });
    expect(verified.kind).toBe('verified');
  });

  test('is limited per address, over all user IDs and kinds that share it', async () => {
    const world = new World();
    const strict = { ...rules, mailsPerAddressPerHour: 3 };
    for (const userId of ['dana', 'dana.admin', 'dana', 'dana.admin']) {
      await startReset(world, rules, { userId, ...call });
      await mailOtp(world, strict, world.newest() as ResetRecord);
      world.clock.advance(61);
    }
    expect(world.mailer.of('otp')).toHaveLength(3);
    expect(lastReason(world)).toBe('mails-per-address');
  });

  test('uses the language of the owner where the directory has it', async () => {
    const world = new World();
    world.directory.add({ userId: 'fritz', addresses: ['f@example.com'], status: 'active', locale: 'de' }, 'x');
    await startReset(world, rules, { userId: 'fritz', locale: 'ar', ...call });
    await world.deliver();
    expect(world.mailer.of('otp').map(({ locale }) => locale)).toEqual(['de']);
  });

  test('names the zone of the browser that asked last, and the minutes that the code still lives', async () => {
    const world = new World();
    const started = await startReset(world, rules, { userId: 'alice', timeZone: 'Europe/Berlin', ...call });
    if (started.kind !== 'issued') throw new Error(started.kind);
    await world.deliver();
    world.clock.advance(rules.resendCooldown);
    await resendOtp(world, rules, { resetId: started.resetId, timeZone: 'Asia/Tokyo', ...call });
    world.clock.advance(130);
    await world.deliver();
    expect(world.mailer.of('otp').map(({ timeZone, minutes }) => [timeZone, minutes])).toEqual([
      ['Europe/Berlin', 10],
      ['Asia/Tokyo', 8],
    ]);
  });

  test('does not mail a code that has expired', async () => {
    const world = new World();
    await startReset(world, rules, { userId: 'alice', ...callFrom('198.51.100.7') });
    world.clock.advance(rules.otpLifetime);
    await world.deliver();
    expect(world.mailer.sent).toEqual([]);
    expect(lastReason(world)).toBe('expired');
  });

  test('is charged once, however often it is tried', async () => {
    const world = new World();
    world.mailer.mode = 'fail';
    await startReset(world, rules, { userId: 'alice', ...call });
    const record = world.newest() as ResetRecord;
    for (let tries = 0; tries < 30; tries++) await expect(mailOtp(world, rules, record)).rejects.toThrow('down');
    expect(world.allowance.sentToday).toBe(1);
    expect([...world.addresses.mails.values()]).toEqual([1]);
  });

  test('goes again only to the address that could not be reached', async () => {
    const world = new World();
    world.mailer.failing.add('bob.builder@example.net');
    await startReset(world, rules, { userId: 'bob', ...call });
    await expect(world.deliver()).rejects.toThrow('the mail service is down');
    expect(world.newest()).toMatchObject({ state: 'REQUESTED', lastEvent: { event: 'mail_partly_sent' } });
    world.mailer.failing.clear();
    world.clock.advance(61);
    await world.redeliver();
    expect(world.newest()).toMatchObject({ state: 'SENT' });
    expect(world.newest()).not.toHaveProperty('sentTo');
    expect(world.mailer.of('otp').map(({ to }) => to)).toEqual(['bob@example.com', 'bob.builder@example.net']);
  });

  test('is suppressed when the mail service refuses the message, and repeated when the service is down', async () => {
    const world = new World();
    world.mailer.mode = 'reject';
    await world.start('alice');
    expect(lastReason(world)).toBe('mail-rejected MessageRejected');

    world.mailer.mode = 'fail';
    await expect(world.start('bob')).rejects.toThrow('the mail service is down');
    expect(world.newest()).toMatchObject({ state: 'REQUESTED', pending: 'mail-0' });
    world.mailer.mode = 'accept';
    world.clock.advance(61);
    expect(await world.redeliver()).toEqual({ settled: 1, errors: [] });
    expect(world.newest()).toMatchObject({ state: 'SENT' });
    expect(world.mailer.of('otp')).toHaveLength(2);
  });
});

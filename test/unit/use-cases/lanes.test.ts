import { deriveOtp } from '../../../functions/domain/one-time-password.ts';
import type { ResetRecord } from '../../../functions/domain/reset-record.ts';
import {
  type Continuation,
  type IdempotencyKey,
  type Otp,
  type ResetId,
  Secret,
} from '../../../functions/domain/secret.ts';
import { completeReset } from '../../../functions/use-cases/complete-reset.ts';
import { reportReset } from '../../../functions/use-cases/report-reset.ts';
import { resendOtp } from '../../../functions/use-cases/resend-otp.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { startReset, verifyOtp } from '../../../testkit/fakes/calls.ts';
import { NEW_PASSWORD, resetPassword, setPassword } from '../../../testkit/fakes/user-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';

/**
 * The starter of a request and the reader of its mail go different ways. The first must not keep the second from
 * recovery, and must not notice what the second does.
 */

const stranger = callFrom('203.0.113.66');
const owner = callFrom('198.51.100.7');
const wrong: Otp = new Secret('000000000');

const newestMail = (world: World) => {
  const mail = world.mailer.of('otp').at(-1);
  if (mail === undefined) throw new Error('no code was mailed');
  return mail;
};

const byMail = (world: World, continuation: Continuation, otp: Otp, idempotencyKey?: IdempotencyKey) =>
  verifyOtp(world, rules, { continuation, otp, idempotencyKey, ...owner });
const byStarter = (world: World, resetId: ResetId, otp: Otp = wrong, idempotencyKey?: IdempotencyKey) =>
  verifyOtp(world, rules, { resetId, otp, idempotencyKey, ...stranger });

/** Starts so many resets for alice, each after the cooldown of the one before. */
async function startPastCooldown(world: World, starts: number): Promise<void> {
  for (let start = 0; start < starts; start++) {
    await world.start('alice');
    world.clock.advance(61);
  }
}

async function resend(world: World, proof: { resetId?: ResetId; continuation?: Continuation }) {
  const outcome = await resendOtp(world, rules, { ...proof, ...owner });
  await world.deliver();
  return outcome;
}

describe("the reader of a code's mail", () => {
  test('enters it by the link, also when the starter has used up all guesses', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    for (let guess = 0; guess < 5; guess++) await byStarter(world, resetId);
    expect(world.newest()).toMatchObject({ state: 'LOCKED' });
    const { continuation, otp } = newestMail(world);
    expect((await byMail(world, continuation, otp)).kind).toBe('verified');
  });

  test('gets the mail also when the starter used up all guesses before it was sent', async () => {
    const world = new World();
    const started = await startReset(world, rules, { userId: 'alice', ...stranger });
    if (started.kind !== 'issued') throw new Error('not started');
    for (let guess = 0; guess < 5; guess++) await byStarter(world, started.resetId);
    await world.deliver();
    const { continuation, otp } = newestMail(world);
    expect((await byMail(world, continuation, otp)).kind).toBe('verified');
  });

  test('has five guesses at each code, apart from those of the starter', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const { continuation, otp } = newestMail(world);
    for (const attemptsLeft of [4, 3, 2, 1, 0])
      expect(await byMail(world, continuation, wrong)).toEqual({ kind: 'denied', attemptsLeft });
    expect(await byMail(world, continuation, otp)).toEqual({ kind: 'rejected' });
    expect(await byStarter(world, resetId)).toEqual({ kind: 'denied', attemptsLeft: 4 });
  });

  test('asks for another code in any minute of a day, whatever a stranger starts', async () => {
    const world = new World();
    for (let start = 0; start < 3; start++) {
      const { resetId } = await world.start('alice', '203.0.113.66');
      for (let guess = 0; guess < 5; guess++) await byStarter(world, resetId);
      world.clock.advance(61);
    }
    const { continuation } = newestMail(world);
    world.clock.advance(30 * 60);
    await world.start('alice');
    expect(world.newest()).toMatchObject({ suppressedFor: 'codes-per-hour' });
    const [notice] = world.mailer.of('limit-reached');

    for (const link of [continuation, notice?.continuation]) {
      const again = await resend(world, { continuation: link });
      if (again.kind !== 'issued') throw new Error(again.kind);
      const mail = newestMail(world);
      expect((await byStarter(world, again.resetId, mail.otp)).kind).toBe('verified');
      world.clock.advance(61);
    }
    world.clock.advance(24 * 3600);
    expect((await resend(world, { continuation })).kind).toBe('rejected');
  });

  test.each([
    ['forged', (proper: string) => `${proper.slice(0, -1)}${proper.endsWith('A') ? 'B' : 'A'}`],
    ['of another issue', (proper: string) => proper.replace('.1.', '.2.')],
    ['of another request', (proper: string) => `${'x'.repeat(43)}${proper.slice(43)}`],
  ])('cannot go on with a link that is %s', async (_what, change) => {
    const world = new World();
    await world.start('alice');
    const { continuation, otp } = newestMail(world);
    const forged = new Secret<'continuation'>(change(continuation.reveal()));
    expect(await byMail(world, forged, otp)).toEqual({ kind: 'rejected' });
    expect(await resend(world, { continuation: forged })).toEqual({ kind: 'rejected' });
    expect(world.newest()).toMatchObject({ mailGuesses: 0 });
  });

  test('is told of the change in the language of their own browser', async () => {
    const world = new World();
    await startReset(world, rules, { userId: 'alice', locale: 'ar', ...stranger });
    await world.deliver();
    const { continuation, otp } = newestMail(world);
    const verified = await verifyOtp(world, rules, { continuation, otp, ...owner, language: 'de' });
    if (verified.kind !== 'verified') throw new Error(verified.kind);
    await setPassword(world, verified.resetToken);
    await world.deliver();
    expect(world.mailer.of('password-changed').map(({ locale }) => locale)).toEqual(['de']);
  });
});

describe('the starter', () => {
  /** Answers to a starter, from the first guess to the last resend of the hour. */
  async function answersAfter(userId: string, act: (world: World) => Promise<void>): Promise<unknown[]> {
    const world = new World();
    const { resetId } = await world.start(userId, '203.0.113.66');
    await act(world);
    const answers: unknown[] = [];
    const note = (answer: unknown) => answers.push(JSON.parse(JSON.stringify(answer)));
    note(await byStarter(world, resetId));
    note(await resend(world, { resetId }));
    world.clock.advance(61);
    note(await resend(world, { resetId }));
    for (let guess = 0; guess < 6; guess++) note(await byStarter(world, resetId));
    world.clock.advance(61);
    note(await resend(world, { resetId }));
    note(await byStarter(world, resetId));
    world.clock.advance(61);
    note(await resend(world, { resetId }));
    world.clock.advance(600);
    note(await byStarter(world, resetId));
    note(await resend(world, { resetId }));
    // Each request has its own reference.
    return answers.map((answer) => ({ ...(answer as object), reference: undefined }));
  }

  test.each<[string, (world: World) => Promise<void>]>([
    [
      'the owner said "this wasn\'t me"',
      (world) => reportReset(world, { reportToken: newestMail(world).reportToken, ...owner }),
    ],
    [
      'the owner entered the code by the link',
      async (world) => void (await byMail(world, newestMail(world).continuation, newestMail(world).otp)),
    ],
    [
      'the owner changed the password by the link',
      async (world) => {
        const verified = await byMail(world, newestMail(world).continuation, newestMail(world).otp);
        if (verified.kind === 'verified') await setPassword(world, verified.resetToken);
        await world.deliver();
      },
    ],
    [
      'the owner is changing the password by the link',
      async (world) => {
        const verified = await byMail(world, newestMail(world).continuation, newestMail(world).otp);
        world.directory.fault = 'before-change';
        if (verified.kind === 'verified') await setPassword(world, verified.resetToken);
        world.directory.fault = 'none';
        expect(world.newest()).toMatchObject({ state: 'APPLYING' });
      },
    ],
    [
      'the owner changed the password by a request of their own',
      async (world) => {
        world.clock.advance(61);
        await resetPassword(world, 'alice', NEW_PASSWORD);
        world.clock.advance(-61);
      },
    ],
  ])('gets the answers of a decoy when %s', async (_what, act) => {
    expect(await answersAfter('alice', act)).toEqual(await answersAfter('nobody', async () => {}));
  });

  test('brings no mail and no change about with a request that its owner has ended', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    await reportReset(world, { reportToken: newestMail(world).reportToken, ...owner });
    world.clock.advance(61);
    await resend(world, { resetId });
    expect(world.mailer.of('otp')).toHaveLength(1);
    expect(world.newest()).toMatchObject({ state: 'CANCELLED', suppressedFor: 'in-state-CANCELLED' });
    expect(world.newest()).not.toHaveProperty('pending');
  });

  test('does not stop the change of the owner by a resend', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const verified = await byMail(world, newestMail(world).continuation, newestMail(world).otp);
    if (verified.kind !== 'verified') throw new Error(verified.kind);
    world.directory.fault = 'after-change';
    await setPassword(world, verified.resetToken);
    world.directory.fault = 'none';
    world.clock.advance(61);
    expect((await resend(world, { resetId })).kind).toBe('issued');
    await world.redeliver();
    await world.deliver();
    expect(world.mailer.of('password-changed')).toHaveLength(1);
    expect(world.newest()).toMatchObject({ state: 'COMPLETED' });
  });
});

describe('a code', () => {
  test('lives until the next one is mailed: a resend that brings no code destroys nothing', async () => {
    const world = new World();
    await startPastCooldown(world, 2);
    const { resetId } = await world.start('alice');
    const { otp } = newestMail(world);
    world.clock.advance(61);
    expect((await resend(world, { resetId })).kind).toBe('issued');
    expect(world.mailer.of('otp')).toHaveLength(3);
    expect((await byStarter(world, resetId, otp)).kind).toBe('verified');
  });

  test('has five guesses of the starter in all, whatever is resent without a mail', async () => {
    const world = new World();
    await startPastCooldown(world, 2);
    const { resetId } = await world.start('alice');
    const { otp } = newestMail(world);
    for (let guess = 0; guess < 3; guess++) await byStarter(world, resetId);
    world.clock.advance(61);
    await resend(world, { resetId });
    for (let guess = 0; guess < 2; guess++) await byStarter(world, resetId);
    expect(world.newest()).toMatchObject({ attempts: 2, codeGuesses: 5, guesses: 5 });
    expect((await byStarter(world, resetId, otp)).kind).toBe('denied');
  });

  test('expires by its own time, whatever is resent without a mail', async () => {
    const world = new World();
    await startPastCooldown(world, 2);
    const { resetId } = await world.start('alice');
    const { otp, continuation } = newestMail(world);
    world.clock.advance(500);
    await resend(world, { resetId });
    world.clock.advance(100);
    expect((await byStarter(world, resetId, otp)).kind).toBe('denied');
    expect((await byMail(world, continuation, otp)).kind).toBe('rejected');
  });

  test('is refused when the account was changed after it was mailed, and the old address is warned', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const verified = await byStarter(world, resetId, newestMail(world).otp);
    if (verified.kind !== 'verified') throw new Error(verified.kind);
    world.directory.add({ userId: 'alice', addresses: ['new@example.com'], status: 'active' }, 'an old password');
    expect(await setPassword(world, verified.resetToken)).toEqual({ kind: 'rejected' });
    await world.deliver();
    expect(world.mailer.of('reset-refused').map(({ to }) => to)).toEqual(['alice@example.com']);
    const events = world.resets.writes.map(({ lastEvent: { event, reason } }) => [event, reason]);
    expect(events.slice(-2)).toEqual([
      ['password_not_changed', 'account-changed'],
      ['refusal_notified', undefined],
    ]);
    expect(await setPassword(world, verified.resetToken)).toEqual({ kind: 'rejected' });
  });

  test('of two verified requests of one account lets one change the password', async () => {
    const world = new World();
    const tokens = [];
    for (let start = 0; start < 2; start++) {
      const { resetId } = await world.start('alice');
      const verified = await byStarter(world, resetId, newestMail(world).otp);
      if (verified.kind === 'verified') tokens.push(verified.resetToken);
      world.clock.advance(61);
    }
    const [first, second] = tokens;
    if (first === undefined || second === undefined) throw new Error('not verified');
    expect((await setPassword(world, first)).kind).toBe('completed');
    expect((await setPassword(world, second, 'another password altogether')).kind).toBe('rejected');
  });
});

describe('the same call again', () => {
  const key = new Secret<'idempotency-key'>('a-random-key-of-the-caller');

  test.each(['starter', 'mail'] as const)(
    'gets the token of a code that was entered, in the lane of the %s',
    async (lane) => {
      const world = new World();
      const { resetId } = await world.start('alice');
      const { otp, continuation } = newestMail(world);
      const enter = (code: Otp, idempotencyKey?: IdempotencyKey) =>
        lane === 'mail'
          ? byMail(world, continuation, code, idempotencyKey)
          : byStarter(world, resetId, code, idempotencyKey);
      const first = await enter(otp, key);
      const again = await enter(otp, key);
      if (first.kind !== 'verified' || again.kind !== 'verified') throw new Error(`${first.kind} ${again.kind}`);
      expect(again.resetToken.reveal()).toBe(first.resetToken.reveal());
      expect(again.expiresAt).toEqual(first.expiresAt);
      for (const other of [undefined, new Secret<'idempotency-key'>('another-key-of-the-caller')])
        expect((await enter(otp, other)).kind).toBe('rejected');
      expect((await enter(wrong, key)).kind).toBe('rejected');
      await setPassword(world, first.resetToken);
      expect((await enter(otp, key)).kind).toBe('rejected');
    },
  );

  test('counts a wrong code once, for a decoy too', async () => {
    for (const userId of ['alice', 'nobody']) {
      const world = new World();
      const { resetId } = await world.start(userId);
      for (let call = 0; call < 3; call++)
        expect(await byStarter(world, resetId, wrong, key)).toEqual({ kind: 'denied', attemptsLeft: 4 });
      expect(await byStarter(world, resetId, new Secret('111111111'), key)).toEqual({
        kind: 'denied',
        attemptsLeft: 3,
      });
      expect(world.newest()).toMatchObject({ attempts: 2 });
    }
  });

  test('is no free guess at the next code', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const { key: recordKey, pepperVersion } = world.newest() as ResetRecord;
    const pepper = await world.peppers.version(pepperVersion);
    if (pepper === undefined) throw new Error('no pepper');
    const next = deriveOtp(pepper, { key: recordKey, issue: 2 }, rules.otpDigits);
    // The code of the second issue is guessed before it is mailed, and sent once more afterwards.
    world.clock.advance(61);
    await resendOtp(world, rules, { resetId, ...stranger });
    expect(await byStarter(world, resetId, next, key)).toMatchObject({ kind: 'denied' });
    await world.deliver();
    expect(await byStarter(world, resetId, next, key)).toMatchObject({ kind: 'denied' });
  });

  test('gets the success of a change whose answer was lost', async () => {
    const world = new World();
    const { resetId } = await world.start('alice');
    const verified = await byStarter(world, resetId, newestMail(world).otp);
    if (verified.kind !== 'verified') throw new Error(verified.kind);
    const complete = (idempotencyKey?: IdempotencyKey) =>
      completeReset(world, rules, {
        resetToken: verified.resetToken,
        newPassword: new Secret(NEW_PASSWORD),
        idempotencyKey,
        ...stranger,
      });
    expect((await complete(key)).kind).toBe('completed');
    expect((await complete(key)).kind).toBe('completed');
    expect((await complete()).kind).toBe('rejected');
    await world.deliver();
    expect(world.mailer.of('password-changed')).toHaveLength(1);
  });
});

import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbResetStore } from '../../functions/adapters/dynamodb/reset-store.ts';
import { type DeliveryOutcome, MAXIMUM_DELIVERIES } from '../../functions/domain/delivery.ts';
import { noteDelivery } from '../../functions/domain/delivery-steps.ts';
import {
  type Lane,
  type PendingKey,
  PENDING_KEYS,
  type ReminderRecord,
  type RequestRecord,
  type ResetRecord,
} from '../../functions/domain/reset-record.ts';
import { newReminder, settleReminder } from '../../functions/domain/reminder-steps.ts';
import { applyPassword, completePassword, notified, passwordNotChanged } from '../../functions/domain/change-steps.ts';
import { cancelReported, reportCompleted } from '../../functions/domain/end-steps.ts';
import {
  countMailAttempt,
  KEPT,
  countAttempt,
  lock,
  mailed,
  reissue,
  reissueDuringChange,
  newReset,
  type ResetStep,
  suppressed,
  suppressedAgain,
  verify,
} from '../../functions/domain/reset-steps.ts';
import type { ResetStore } from '../../functions/ports.ts';
import { callFrom } from '../../testkit/fakes/caller.ts';
import { InMemoryResetStore } from '../../testkit/fakes/in-memory-reset-store.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';

const NOW = Date.parse('2026-11-23T10:00:00Z') / 1000;
const at = (second = 0) => ({ at: new Date((NOW + second) * 1000), ...callFrom('198.51.100.7') });
const issueRules = { lifetime: 600, cooldown: 60, maximumIssues: 3 };
const code = {
  codeDigest: 'digest-of-code',
  codeIssue: 1,
  codeExpiresAt: NOW + 600,
  account: 'alice',
  mailedTo: ['alice@example.com'],
};
const starter = { lane: 'starter' } as const;
const token = { digest: 'digest-of-token', expiresAt: NOW + 600 };
const apply = (second = 0) =>
  applyPassword(at(second), { resetTokenDigest: token.digest }, { maximumTries: 10, retention: 604_800 });

/** Attributes that every step writes, plus those of these tests. */
const OF_A_STEP = ['stepId', 'sequence', 'lastEvent', 'deliveries'];

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

describe.each([
  ['in memory', () => new InMemoryResetStore()],
  ['DynamoDB', () => new DynamoDbResetStore(tables.documents, 'resets')],
])('the reset store %s', (_name, makeStore) => {
  let store: ResetStore;
  let key: string;

  const create = async () => {
    const record = newReset(
      at(),
      {
        digestOfResetId: randomUUID(),
        userId: 'alice',
        locale: 'en',
        pepperVersion: '1',
        subject: 'digest-of-subject',
        subjectKey: '1',
      },
      { lifetime: 600, cooldown: 60 },
    );
    key = record.key;
    await store.create(record);
    return record;
  };
  const take = (...steps: ResetStep[]) =>
    steps.reduce(
      async (before, step) => {
        await before;
        return store.take<ResetRecord>(key, step);
      },
      Promise.resolve<Awaited<ReturnType<typeof store.take<ResetRecord>>>>({ kind: 'refused' }),
    );
  const stored = async () => (await store.read(key)) as ResetRecord;
  const applied = async (lane: Lane = 'starter') => {
    await take(mailed(at(), { pending: 'mail-0' }, code), verify(at(), { lane }, code.codeDigest, token), apply());
    return stored();
  };

  beforeEach(async () => {
    store = makeStore();
    await create();
  });

  test('returns a record as it was written', async () => {
    const written = await create();
    const { stepId, ...record } = await stored();
    expect(record).toEqual(written);
    expect(stepId).toEqual(expect.any(String));
  });

  test('does not overwrite a record', async () => {
    await expect(store.create({ ...(await create()), attempts: 4 })).rejects.toThrow('taken');
    expect(await stored()).toMatchObject({ attempts: 0 });
  });

  test('writes a step with its event and the next number in one write', async () => {
    const outcome = await take(mailed(at(5), { pending: 'mail-0' }, code));
    expect(outcome).toMatchObject({
      kind: 'taken',
      record: { state: 'SENT', sequence: 2, codeDigest: code.codeDigest, lastEvent: { event: 'otp_mailed' } },
    });
    expect(await stored()).toEqual(outcome.record);
    expect(outcome.record).not.toHaveProperty('pending');
  });

  test('records a mailed code once, so that a repeated delivery does not start its guesses again', async () => {
    const step = mailed(at(), { pending: 'mail-0' }, code);
    await take(step, countAttempt(at(), 5));
    expect((await take(step)).kind).toBe('refused');
    expect(await stored()).toMatchObject({ codeGuesses: 1 });
  });

  test('refuses a step of a record that does not exist', async () => {
    expect(await store.take('RESET#nobody', countAttempt(at(), 5))).toEqual({ kind: 'refused' });
    expect(await store.read('RESET#nobody')).toBeUndefined();
  });

  test.each<[string, () => ResetStep]>([
    ['from another state', () => completePassword(at(), { passwordTries: 0 } as ResetRecord, 1, true)],
    ['of another issue', () => mailed(at(), { pending: 'mail-0' }, { ...code, codeIssue: 2 })],
    ['after expiry', () => countAttempt(at(600), 5)],
    ['within the cooldown', () => reissue(at(59), issueRules)],
    ['past the last attempt', () => countAttempt(at(), 0)],
    ['past the last issue', () => reissue(at(60), { ...issueRules, maximumIssues: 1 })],
  ])('refuses a step %s, returns the record and changes nothing', async (_why, step) => {
    const before = await stored();
    expect(await take(step())).toEqual({ kind: 'refused', record: before });
    expect(await stored()).toEqual(before);
  });

  test('counts each of many parallel guesses, up to the maximum per code', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => store.take(key, countAttempt(at(), 5))));
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(5);
    expect(await stored()).toMatchObject({ attempts: 5, sequence: 6 });
  });

  test('counts a call that is recognized once, and in each lane by itself', async () => {
    await take(mailed(at(), { pending: 'mail-0' }, code));
    const steps = [countAttempt(at(), 5, 'a-call'), countMailAttempt(at(), 5, 'a-call')];
    for (const step of [...steps, ...steps]) await take(step);
    expect(await stored()).toMatchObject({ attempts: 1, guesses: 1, codeGuesses: 1, mailGuesses: 1 });
    await take(countAttempt(at(), 5, 'another'), countAttempt(at(), 5));
    expect(await stored()).toMatchObject({ attempts: 3 });
    expect(await stored()).not.toHaveProperty('lastCall');
  });

  test('lets a starter go on in every state that another has brought about', async () => {
    await take(mailed(at(), { pending: 'mail-0' }, code), cancelReported(at()));
    expect((await take(countAttempt(at(), 5))).kind).toBe('taken');
    expect(await take(reissue(at(60), issueRules))).toMatchObject({ record: { state: 'CANCELLED', issue: 2 } });

    await create();
    await take(mailed(at(), { pending: 'mail-0' }, code), verify(at(), starter, code.codeDigest, token));
    for (const step of [countAttempt(at(), 5), reissue(at(60), issueRules)])
      expect((await take(step)).kind).toBe('refused');
  });

  test('keeps the index entry of a change when another code is asked for', async () => {
    const record = await applied('mail');
    expect((await take(reissue(at(60), issueRules))).kind).toBe('refused');
    expect(await take(reissueDuringChange(at(60), issueRules))).toMatchObject({
      record: { issue: 2, pending: record.pending, pendingAt: record.pendingAt },
    });
  });

  test('accepts only one of many equal steps that consume a code', async () => {
    await take(mailed(at(), { pending: 'mail-0' }, code));
    const step = verify(at(), starter, code.codeDigest, token);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.take(key, step)));
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
    expect(await stored()).toMatchObject({ state: 'VERIFIED', resetTokenDigest: token.digest });
    expect(await stored()).not.toHaveProperty('codeDigest');
  });

  test('refuses to verify with the digest of an older code', async () => {
    await take(mailed(at(), { pending: 'mail-0' }, code));
    expect((await take(verify(at(), starter, 'another', token))).kind).toBe('refused');
  });

  test('allows another issue after a lock', async () => {
    await take(suppressed(at(), await stored(), 'unknown-account'), lock(at(), 1));
    expect(await stored()).toMatchObject({ state: 'LOCKED' });
    expect(await take(reissue(at(60), issueRules))).toMatchObject({
      kind: 'taken',
      record: {
        state: 'LOCKED',
        issue: 2,
        attempts: 0,
        openUntil: NOW + 660,
        pending: 'mail-0',
        pendingAt: NOW + 60,
      },
    });
  });

  test('applies a password once and completes it', async () => {
    const record = await applied();
    expect(record).toMatchObject({ state: 'APPLYING', pending: 'change-0', passwordTries: 1 });
    expect((await take(apply())).kind).toBe('refused');
    await take(completePassword(at(2), record, 604_800, true), notified(at(3), record));
    expect(await stored()).toMatchObject({ state: 'COMPLETED', lastEvent: { event: 'change_notified' } });
    expect((await take(reportCompleted(at(4)))).kind).toBe('taken');
    expect((await take(reportCompleted(at(5)))).kind).toBe('refused');
  });

  test('returns to verified with the expiry of the token', async () => {
    const record = await applied();
    expect(await take(passwordNotChanged(at(2), record, 'interrupted'))).toMatchObject({
      record: { state: 'VERIFIED', resetTokenExpiresAt: token.expiresAt, passwordTries: 1 },
    });
    expect((await take(apply(3))).kind).toBe('taken');
    expect((await take(passwordNotChanged(at(4), record, 'of the try before'))).kind).toBe('refused');
  });

  test('removes every credential when it cancels', async () => {
    await take(mailed(at(), { pending: 'mail-0' }, code), cancelReported(at()));
    const record = await stored();
    expect(record).toMatchObject({ state: 'CANCELLED' });
    for (const name of ['codeDigest', 'resetTokenDigest', 'pending']) expect(record).not.toHaveProperty(name);
  });

  test('stores reminders beside resets', async () => {
    const reminder = newReminder(at(), {
      digestOfId: randomUUID(),
      email: 'dana@example.com',
      subject: 'digest-of-subject',
      subjectKey: '1',
    });
    await store.create(reminder);
    const outcome = await store.take<ReminderRecord>(reminder.key, settleReminder(at(1)));
    expect(outcome).toMatchObject({
      kind: 'taken',
      record: { state: 'SENT', lastEvent: { event: 'reminder_mailed' } },
    });
  });

  describe('the outcome of a mail', () => {
    const delivery = (outcome: DeliveryOutcome, mail = 'message-1') =>
      noteDelivery(at(5).at, mail, { mail: 'otp', recipient: 'digest-of-address', outcome, at: NOW + 4 });
    const note = (outcome: DeliveryOutcome, mail?: string) => store.take<RequestRecord>(key, delivery(outcome, mail));
    const noted = async () => (await stored()).deliveries;

    test('is recorded with its event, and nothing else of the record changes', async () => {
      const { stepId: _id, sequence, lastEvent: _event, deliveries: _none, ...before } = await stored();
      expect((await note('delivered')).kind).toBe('taken');
      const after = await stored();
      expect(after).toMatchObject({
        ...before,
        sequence: sequence + 1,
        lastEvent: { event: 'mail_delivered', actor: 'system', mail: 'otp', recipient: 'digest-of-address' },
      });
      expect(after.deliveries).toEqual({
        'message-1': { mail: 'otp', recipient: 'digest-of-address', outcome: 'delivered', at: NOW + 4 },
      });
      expect(Object.keys(after).toSorted()).toEqual([...Object.keys(before), ...OF_A_STEP].toSorted());
    });

    test('is recorded once, however often and in parallel it is reported', async () => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => note('bounced')));
      expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
      expect(await stored()).toMatchObject({ sequence: 2 });
    });

    test.each<[DeliveryOutcome, DeliveryOutcome, DeliveryOutcome]>([
      ['delivered', 'bounced', 'bounced'],
      ['delivered', 'complained', 'complained'],
      ['delivered', 'rejected', 'rejected'],
      ['bounced', 'delivered', 'bounced'],
      ['bounced', 'complained', 'complained'],
      ['bounced', 'rejected', 'bounced'],
      ['rejected', 'delivered', 'rejected'],
      ['complained', 'delivered', 'complained'],
      ['complained', 'bounced', 'complained'],
      ['delivered', 'delivered', 'delivered'],
    ])('%s and then %s leaves %s', async (first, second, last) => {
      await note(first);
      expect((await note(second)).kind).toBe(last === second && first !== second ? 'taken' : 'refused');
      expect(await noted()).toMatchObject({ 'message-1': { outcome: last } });
    });

    test('is recorded per mail, up to a maximum that later outcomes of those mails do not count against', async () => {
      for (let mail = 0; mail < MAXIMUM_DELIVERIES; mail++) await note('delivered', `message-${mail}`);
      expect(await note('delivered', 'one-too-many')).toMatchObject({
        kind: 'refused',
        record: { state: 'REQUESTED' },
      });
      expect((await note('complained', 'message-7')).kind).toBe('taken');
      expect(Object.keys((await noted()) ?? {})).toHaveLength(MAXIMUM_DELIVERIES);
    });

    test('is not recorded on a record that has expired, does not exist, or has an older version', async () => {
      const late = noteDelivery(at(KEPT).at, 'message-1', {
        mail: 'otp',
        recipient: 'digest',
        outcome: 'bounced',
        at: NOW,
      });
      expect((await store.take<RequestRecord>(key, late)).kind).toBe('refused');
      expect(await store.take('RESET#nobody', delivery('bounced'))).toEqual({ kind: 'refused' });
      expect(await store.read('RESET#nobody')).toBeUndefined();
      const { deliveries: _none, ...older } = await create();
      await store.create({ ...older, key: (key = `${key}-older`) });
      expect((await note('bounced')).kind).toBe('refused');
      expect(await stored()).not.toHaveProperty('deliveries');
    });

    test('is recorded in any state, and on reminders', async () => {
      await take(mailed(at(), { pending: 'mail-0' }, code), cancelReported(at()));
      expect(await note('bounced')).toMatchObject({ kind: 'taken', record: { state: 'CANCELLED' } });
      const reminder = newReminder(at(), {
        digestOfId: randomUUID(),
        email: 'dana@example.com',
        subject: 'digest-of-subject',
        subjectKey: '1',
      });
      await store.create(reminder);
      key = reminder.key;
      expect(await note('delivered')).toMatchObject({
        kind: 'taken',
        record: { state: 'REQUESTED', pending: 'mail-0' },
      });
    });
  });

  test('lists records pending since a time, oldest first, and no settled ones', async () => {
    const first = key;
    await create();
    await take(suppressed(at(), await stored(), 'unknown-account'), reissue(at(60), issueRules));
    const pending = (await store.pending(NOW + 60)).filter((each) => [first, key].includes(each));
    expect(pending).toEqual([first, key]);
    expect((await store.pending(NOW + 59)).includes(key)).toBe(false);
    await take(suppressedAgain(at(61), await stored(), 'unknown-account'));
    expect((await store.pending(NOW + 60)).includes(key)).toBe(false);
  });

  test.each([...PENDING_KEYS])('lists records that are pending under the key %s', async (pending) => {
    await store.create({ ...(await create()), key: (key = `${key}-${pending}`), pending: pending as PendingKey });
    expect(await store.pending(NOW)).toContain(key);
    await take(suppressed(at(), await stored(), 'unknown-account'));
  });

  test('keeps a change in the list until its user was notified', async () => {
    const record = await applied();
    await take(completePassword(at(50), record, 604_800, true));
    expect(await stored()).toMatchObject({ pending: record.pending, pendingAt: record.pendingAt });
    expect((await take(notified(at(51), { ...record, pending: 'mail-1' }))).kind).toBe('refused');
    await take(notified(at(51), record));
    expect(await stored()).not.toHaveProperty('pending');
  });
});

describe('the reset store DynamoDB', () => {
  test('recognizes a write that the SDK repeated after it had succeeded', async () => {
    const store = new DynamoDbResetStore(tables.documents, 'resets');
    const record = newReset(
      at(),
      {
        digestOfResetId: randomUUID(),
        userId: 'alice',
        pepperVersion: '1',
        subject: 'digest-of-subject',
        subjectKey: '1',
      },
      { lifetime: 600, cooldown: 60 },
    );
    await store.create(record);

    const repeating = Object.create(tables.documents, {
      send: {
        value: async (command: UpdateCommand) => {
          await tables.documents.send(new UpdateCommand(command.input));
          return tables.documents.send(new UpdateCommand(command.input));
        },
      },
    });
    const outcome = await new DynamoDbResetStore(repeating, 'resets').take(record.key, countAttempt(at(), 5));
    expect(outcome).toMatchObject({ kind: 'taken', record: { attempts: 1 } });
    expect(await store.read(record.key)).toMatchObject({ attempts: 1 });
  });

  test('lets records that stay pending keep no others waiting', async () => {
    const store = new DynamoDbResetStore(tables.documents, 'resets');
    const record = newReset(
      at(),
      { digestOfResetId: randomUUID(), userId: 'alice', pepperVersion: '1' },
      { lifetime: 600, cooldown: 60 },
    );
    const put = (name: string, pending: PendingKey, pendingAt: number) =>
      store.create({ ...record, key: `${record.key}-${name}`, pending, pendingAt });
    await Promise.all(Array.from({ length: 120 }, (_, n) => put(`notice-${n}`, 'change-3', NOW - 7200 + n)));
    await put('code', 'mail-3', NOW - 3600);
    expect(await store.pending(NOW - 3600)).toContain(`${record.key}-code`);
  });

  test('writes expiresAt in epoch seconds, the unit of TTL', async () => {
    const store = new DynamoDbResetStore(tables.documents, 'resets');
    const record = newReset(
      { at: new Date() },
      {
        digestOfResetId: randomUUID(),
        userId: 'alice',
        pepperVersion: '1',
        subject: 'digest-of-subject',
        subjectKey: '1',
      },
      { lifetime: 600, cooldown: 60 },
    );
    await store.create(record);
    const { expiresAt } = (await store.read(record.key)) ?? { expiresAt: 0 };
    expect(Math.abs(expiresAt - Date.now() / 1000 - KEPT)).toBeLessThan(60);
  });
});

import { eventsIn } from '../../functions/domain/audit-event.ts';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DynamoDbResetStore } from '../../functions/adapters/dynamodb/reset-store.ts';
import type { RequestRecord, ResetRecord } from '../../functions/domain/reset-record.ts';
import { type ResetToken, Secret } from '../../functions/domain/secret.ts';
import type { Step } from '../../functions/domain/step.ts';
import type { NewRecord, StepOutcome } from '../../functions/ports.ts';
import { completeReset } from '../../functions/use-cases/complete-reset.ts';
import { deliverPending } from '../../functions/use-cases/deliver-pending.ts';
import { startTables, type Tables } from '../../testkit/tables.ts';
import { rules, World } from '../../testkit/fakes/world.ts';
import { callFrom } from '../../testkit/fakes/caller.ts';
import { documentedStepsBetween } from './transitions.ts';
import { startReset, verifyOtp } from '../../testkit/fakes/calls.ts';

const source = '198.51.100.7';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
  tables.setDelay(3);
});
afterAll(() => tables.stop());

/** Store that keeps all writes, as the table's stream would show them. */
class WatchedStore extends DynamoDbResetStore {
  readonly writes: ResetRecord[] = [];

  override async create(record: NewRecord): Promise<void> {
    await super.create(record);
    this.writes.push({ ...record, stepId: randomUUID() } as ResetRecord);
  }

  override async take<Kind extends RequestRecord>(key: string, step: Step<Kind>): Promise<StepOutcome<Kind>> {
    const outcome = await super.take(key, step);
    if (outcome.kind === 'taken') this.writes.push(outcome.record as unknown as ResetRecord);
    return outcome;
  }

  /** Answers of parallel writes may arrive in another order than the writes took place. */
  get history(): ResetRecord[] {
    return this.writes.toSorted((a, b) => a.sequence - b.sequence);
  }
}

async function mailedRequest() {
  const world = new World();
  const resets = new WatchedStore(tables.documents, 'resets');
  const ports = Object.assign({}, world, { resets });
  const started = await startReset(ports, rules, { userId: 'alice', ...callFrom(source) });
  if (started.kind !== 'issued') throw new Error(started.kind);
  const [record] = resets.writes;
  if (record === undefined) throw new Error('nothing was written');
  await deliverPending(ports, rules, record);
  const otp = world.newestOtp();
  const guess = (right: boolean) =>
    verifyOtp(ports, rules, { resetId: started.resetId, otp: right ? otp : new Secret('not-it'), ...callFrom(source) });
  return { world, ports, resets, guess };
}

function expectDocumentedHistory(history: readonly ResetRecord[]): void {
  for (const [position, write] of history.entries()) {
    expect(write.sequence).toBe((history[position - 1]?.sequence ?? 0) + eventsIn(write.lastEvent));
    expect(documentedStepsBetween(history[position - 1], write)).not.toEqual([]);
  }
}

const countOf = (history: readonly ResetRecord[], event: string): number =>
  history.filter(({ lastEvent }) => lastEvent.event === event).length;

test('of many parallel guesses a slow table counts five, compares none uncounted and accepts the code once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 16 }), async (guesses) => {
      const { resets, guess } = await mailedRequest();
      const outcomes = await Promise.all(guesses.map(guess));
      const attempted = countOf(resets.history, 'otp_attempted');
      const verified = outcomes.filter(({ kind }) => kind === 'verified').length;
      expectDocumentedHistory(resets.history);
      expect(attempted).toBeLessThanOrEqual(5);
      expect(outcomes.filter(({ kind }) => kind !== 'rejected').length).toBeLessThanOrEqual(attempted);
      expect(verified).toBe(countOf(resets.history, 'otp_verified'));
      expect(verified).toBeLessThanOrEqual(1);
      expect(verified).toBeGreaterThanOrEqual(guesses.length <= 4 && guesses.includes(true) ? 1 : 0);
    }),
    { numRuns: 25 },
  );
});

test('of many parallel completions a slow table lets one change the password', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }), async (goods) => {
      const { world, ports, resets, guess } = await mailedRequest();
      const verified = await guess(true);
      if (verified.kind !== 'verified') throw new Error(verified.kind);
      const complete = (resetToken: ResetToken, text: string) =>
        completeReset(ports, rules, { resetToken, newPassword: new Secret(text), ...callFrom(source) });
      const outcomes = await Promise.all(
        goods.map((good, n) => complete(verified.resetToken, good ? `a brand new password ${n}` : 'short')),
      );
      const completed = outcomes.filter(({ kind }) => kind === 'completed').length;
      expectDocumentedHistory(resets.history);
      expect(completed).toBe(countOf(resets.history, 'password_changed'));
      expect(completed).toBe(await world.directory.sessionGeneration('alice'));
      expect(completed).toBeLessThanOrEqual(1);
      expect(completed).toBeGreaterThanOrEqual(goods.every(Boolean) ? 1 : 0);
    }),
    { numRuns: 20 },
  );
});

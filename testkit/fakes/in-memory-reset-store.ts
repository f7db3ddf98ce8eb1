import type { RequestRecord } from '../../functions/domain/reset-record.ts';
import { allows, newStepId, type Step, take } from '../../functions/domain/step.ts';
import type { NewRecord, ResetStore, StepOutcome } from '../../functions/ports.ts';

/** Applies steps as the domain defines them, and keeps every write, as the table's stream shows it. */
export class InMemoryResetStore implements ResetStore {
  readonly records = new Map<string, RequestRecord>();
  readonly writes: RequestRecord[] = [];

  async create(record: NewRecord): Promise<void> {
    if (this.records.has(record.key)) throw new Error('the key of a new record is taken');
    this.#write({ ...record, stepId: newStepId() } as RequestRecord);
  }

  async read(key: string): Promise<RequestRecord | undefined> {
    return this.records.get(key);
  }

  async take<Kind extends RequestRecord>(key: string, step: Step<Kind>): Promise<StepOutcome<Kind>> {
    const record = this.records.get(key) as Kind | undefined;
    if (record === undefined) return { kind: 'refused' };
    if (!allows(record, step as unknown as Step)) return { kind: 'refused', record };
    const next = take(record, step, newStepId());
    this.#write(next);
    return { kind: 'taken', record: next };
  }

  async pending(before: number): Promise<string[]> {
    return [...this.records.values()]
      .filter(({ pending, pendingAt = 0 }) => pending !== undefined && pendingAt <= before)
      .toSorted((a, b) => (a.pendingAt ?? 0) - (b.pendingAt ?? 0))
      .map(({ key }) => key);
  }

  #write(record: RequestRecord): void {
    const stored = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
    this.records.set(record.key, stored as unknown as RequestRecord);
    this.writes.push(stored as unknown as RequestRecord);
  }
}

import type { CheckpointRecord } from '../../functions/domain/audit-checkpoint.ts';
import type { CheckpointStore } from '../../functions/ports.ts';

/** Checkpoints in memory, with every write as the table's stream brings it. */
export class InMemoryCheckpointStore implements CheckpointStore {
  readonly writes: CheckpointRecord[] = [];

  async last(): Promise<CheckpointRecord | undefined> {
    return this.writes.at(-1);
  }

  async append(checkpoint: CheckpointRecord): Promise<boolean> {
    if ((this.writes.at(-1)?.sequence ?? 0) + 1 !== checkpoint.sequence) return false;
    this.writes.push(checkpoint);
    return true;
  }
}

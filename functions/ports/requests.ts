import type { NoticeRecord, ReminderRecord, RequestRecord, ResetRecord } from '../domain/reset-record.ts';
import type { Step } from '../domain/step.ts';

/** Records of requests. The table is the outbox too: mails and audit events follow from its stream. */
export interface ResetStore {
  /** Writes a new record. Throws if its key is taken, which 256 random bits make impossible. */
  create(record: NewRecord): Promise<void>;
  read(key: string): Promise<RequestRecord | undefined>;
  /**
   * Applies a step as one conditional write. A write that the SDK repeats after it had succeeded is still `taken`.
   */
  take<Kind extends RequestRecord>(key: string, step: Step<Kind>): Promise<StepOutcome<Kind>>;
  /** Keys of the records that have been pending since `before` (epoch seconds) or longer, oldest first. */
  pending(before: number): Promise<string[]>;
}

/** Record without the ID of its write, which the store adds. */
export type NewRecord = Omit<ResetRecord, 'stepId'> | Omit<ReminderRecord, 'stepId'> | Omit<NoticeRecord, 'stepId'>;

/** Outcome of a step: the record after it, or the record that refused it. */
export type StepOutcome<Kind extends RequestRecord = ResetRecord> =
  | { readonly kind: 'taken'; readonly record: Kind }
  /** `record` is the record that does not allow the step; absent if there is none. */
  | { readonly kind: 'refused'; readonly record?: Kind };

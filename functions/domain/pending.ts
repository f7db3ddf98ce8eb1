/** What still has to follow from a record: a mail that was asked for; or, of a change of the password, its outcome and then its notice. */
type PendingKind = 'mail' | 'change';

/**
 * A key of an index takes 1,000 write units a second, and each record that pending something comes into the index and leaves it again.
 * Eight keys a debt take 240,000 starts a minute: docs/adr/0005-pending-index-has-shards.md.
 */
export const SHARDS = 8;

/** What the redelivery met itself, at the time of its own clock: too seldom for shards. */
export const LATE = 'late';

/** The key of the index of owed records: what is owed, and in which shard it is looked for. `mail-5`. */
export type Pending = `${PendingKind}-${number}` | typeof LATE;

/** The shard is the millisecond's, so that what is written at the same time goes to all of them. */
export const pendingKey = (debt: PendingKind, at: Date): Pending => `${debt}-${at.getUTCMilliseconds() % SHARDS}`;

/** Every key under which the index can hold a record. The words alone are those of an older version. */
export const PENDING_KEYS: readonly string[] = [
  ...(['mail', 'change'] as const).flatMap((debt) => Array.from({ length: SHARDS }, (_, shard) => `${debt}-${shard}`)),
  LATE,
  'mail',
  'outcome',
  'notice',
];

/** Whether a mail is owed that was asked for. */
export const isMailPending = ({ pending }: { readonly pending?: string }): boolean =>
  pending?.startsWith('mail') === true;

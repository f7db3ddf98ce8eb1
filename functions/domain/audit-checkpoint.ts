import type { AuditEvent } from './audit-event.ts';

/**
 * Checkpoint of the trail: it lists the events that the logs received in a period, so that a line that is removed,
 * added or cut off later is found. It is an item of the request table. The table's stream brings it to the audit
 * consumer, which links and seals it like a step, under the request `trail`.
 */
export interface CheckpointRecord {
  readonly key: typeof CHECKPOINT_KEY;
  readonly kind: 'checkpoint';
  /** Number of the checkpoint, from 1 without gaps. The stored item has the last one. */
  readonly sequence: number;
  readonly covers: Covered;
  readonly lastEvent: AuditEvent;
}

/** Events that a checkpoint lists. */
export interface Covered {
  /** ISO 8601, UTC: start of the period in which the logs received the events. */
  readonly from: string;
  /** ISO 8601, UTC; exclusive. */
  readonly until: string;
  /** Number of listed events. A heartbeat lists none. */
  readonly events: number;
  /** First 22 characters (132 bits) of the `digest` of each event, one after the other. */
  readonly list: string;
  /** True if another checkpoint with the same period follows with the rest of its events. */
  readonly continues?: true;
}

/** Key of the one item that holds the last checkpoint. */
export const CHECKPOINT_KEY = 'CHECKPOINT#trail';

/** Characters of an event's digest in a list. */
export const LISTED = 22;

/** Maximum number of events in a checkpoint. Its line has 44 KB then; CloudWatch Logs takes 256. */
export const MOST_LISTED = 2000;

export const listedDigest = (digest: string): string => digest.slice(0, LISTED);

/** Entries of a list. */
export const entriesOf = ({ list }: Pick<Covered, 'list'>): string[] =>
  Array.from({ length: Math.floor(list.length / LISTED) }, (_, index) =>
    list.slice(index * LISTED, (index + 1) * LISTED),
  );

/**
 * Makes the checkpoints of a period, with at most {@link MOST_LISTED} events each and at least one.
 *
 * @param digests `digest` of each event that the logs received in the period
 * @param last number of the checkpoint before
 */
export function checkpointsOf(
  period: { readonly from: Date; readonly until: Date },
  digests: Iterable<string>,
  { last, at }: { readonly last: number; readonly at: Date },
): CheckpointRecord[] {
  const entries = [...new Set(Array.from(digests, listedDigest))].toSorted();
  const parts = Math.max(1, Math.ceil(entries.length / MOST_LISTED));
  return Array.from({ length: parts }, (_, part) => {
    const listed = entries.slice(part * MOST_LISTED, (part + 1) * MOST_LISTED);
    return {
      key: CHECKPOINT_KEY,
      kind: 'checkpoint',
      sequence: last + part + 1,
      covers: {
        from: period.from.toISOString(),
        until: period.until.toISOString(),
        events: listed.length,
        list: listed.join(''),
        ...(part < parts - 1 && { continues: true as const }),
      },
      lastEvent: { event: 'trail_checkpoint', at: at.toISOString(), actor: 'system' },
    };
  });
}

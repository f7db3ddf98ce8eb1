import type { Covered } from '../../../functions/domain/audit-checkpoint.ts';
import { TRAIL_CHAIN } from '../../../functions/domain/audit-facts.ts';
import type { TrailFinding } from '../../../functions/domain/trail-finding.ts';

/** Checkpoint without its list. */
export type Checkpoint = Omit<Covered, 'list'> & { readonly sequence: number };

/** Period that the checkpoints of the input cover without a break. Instants are ISO 8601 in UTC. */
export interface Coverage {
  readonly from: string;
  readonly until: string;
}

/** Periods without a checkpoint after which one is missing. There is one for each period, also if nothing happened. */
const LATE_PERIODS = 3;

/** Seconds between an event and its line. Near the end the line may belong to the next checkpoint. */
const WRITTEN_WITHIN = 60;

/** Returns the period that checkpoints cover. One that begins before the input is left out. */
export function coverageOf(
  given: readonly Checkpoint[],
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
) {
  const checkpoints = given.toSorted((a, b) => a.sequence - b.sequence);
  const findings = checkpoints.flatMap((checkpoint, position) => gapBefore(checkpoint, checkpoints[position - 1]));
  const inside = checkpoints.filter((checkpoint) => from === undefined || checkpoint.from >= from);
  const [first, last] = [inside[0], inside.findLast(({ continues }) => continues !== true)];
  const covered = first && last && { from: first.from, until: last.until };
  const overdue = overdueSince(checkpoints.at(-1), until);
  return { checkpoints, covered, findings: [...findings, ...overdue] };
}

/** The numbers are checked with the links. */
function gapBefore(checkpoint: Checkpoint, before: Checkpoint | undefined): TrailFinding[] {
  if (before === undefined || before.sequence + 1 !== checkpoint.sequence) return [];
  const expected = before.continues === true ? before.from : before.until;
  if (checkpoint.from === expected) return [];
  const reason = `it begins at ${checkpoint.from}, and the checkpoint before it ends at ${expected}`;
  return [{ id: `${TRAIL_CHAIN}:${checkpoint.sequence}`, finding: 'out-of-order', reason }];
}

function overdueSince(last: Checkpoint | undefined, until: string | undefined): TrailFinding[] {
  if (last === undefined || until === undefined) return [];
  const period = Date.parse(last.until) - Date.parse(last.from);
  if (Date.parse(until) - Date.parse(last.until) < LATE_PERIODS * period) return [];
  return [
    {
      id: `${TRAIL_CHAIN}:${last.sequence + 1}`,
      finding: 'missing',
      reason: `the input goes to ${until}, and there is no checkpoint after ${last.until}`,
    },
  ];
}

/** Whether the checkpoints decide about an event at this time. */
export const isCovered = (at: string, { from, until }: Coverage): boolean =>
  at >= from && Date.parse(at) < Date.parse(until) - WRITTEN_WITHIN * 1000;

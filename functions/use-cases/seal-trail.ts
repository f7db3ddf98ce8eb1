import { checkpointsOf } from '../domain/audit-checkpoint.ts';
import type { AuditLogs, CheckpointStore, Clock } from '../ports.ts';

export interface SealTrailPorts {
  readonly clock: Clock;
  readonly checkpoints: CheckpointStore;
  readonly auditLogs: AuditLogs;
}

export interface SealTrailRules {
  /** Seconds between two checkpoints. */
  readonly checkpointPeriod: number;
}

/** Part of a period that must be over. */
const ENOUGH = 0.75;

/** Maximum of periods in one run. After an outage the next runs continue. */
const PERIODS_AT_ONCE = 50;

/**
 * Milliseconds after which the logs have every event of a period: a quarter of the period. Lambda delivers lines within
 * seconds, and the default period is an hour.
 */
const settledAfter = (period: number): number => period / 4;

/**
 * Writes a checkpoint for each period that has ended since the last one, also if nothing happened in it: a missing
 * checkpoint shows. Each is one conditional write; of two runs at the same time the second ends.
 *
 * @returns number of checkpoints that were written
 */
export async function sealTrail(
  { clock, checkpoints, auditLogs }: SealTrailPorts,
  { checkpointPeriod }: SealTrailRules,
): Promise<number> {
  const period = checkpointPeriod * 1000;
  const at = clock.now();
  const settled = Math.floor((at.getTime() - settledAfter(period)) / 1000) * 1000;
  let written = 0;
  for (let periods = 0; periods < PERIODS_AT_ONCE; periods++) {
    const last = await checkpoints.last();
    const from = startAfter(last) ?? settled - period;
    const until = Math.min(from + period, settled);
    // A schedule may come some seconds early. The rest of a period that is not over waits for the next run.
    if (until - from < period * ENOUGH) break;
    const digests = await auditLogs.digestsBetween(new Date(from), new Date(until));
    for (const checkpoint of checkpointsOf({ from: new Date(from), until: new Date(until) }, digests, {
      last: last?.sequence ?? 0,
      at,
    })) {
      if (!(await checkpoints.append(checkpoint))) return written;
      written += 1;
    }
  }
  return written;
}

/** A period whose checkpoints were not all written is listed again from its start. */
function startAfter(last: Awaited<ReturnType<CheckpointStore['last']>>): number | undefined {
  if (last === undefined) return undefined;
  const { from, until, continues } = last.covers;
  return Date.parse(continues === true ? from : until);
}

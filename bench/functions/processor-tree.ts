import { readdirSync, readFileSync } from 'node:fs';
import { processorTime } from './processor-time.ts';

/** Milliseconds of processor time that a process and those it started took so far; one that has ended is not in it. */
export interface TreeTime {
  readonly all: number;
  /** Without the process itself. */
  readonly descendants: number;
}

/** Undefined where it is not known, as it is on Linux alone. */
export function processorTimeOfTree(pid: number | undefined): TreeTime | undefined {
  const own = processorTime(pid);
  if (pid === undefined || own === undefined) return undefined;
  const descendants = descendantsOf(pid).reduce((sum, child) => sum + (processorTime(child) ?? 0), 0);
  return { all: own + descendants, descendants };
}

/** The processes that a process started and that run now, and those that they started. */
function descendantsOf(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return children.flatMap((child) => [child, ...descendantsOf(child)]);
  } catch {
    return [];
  }
}

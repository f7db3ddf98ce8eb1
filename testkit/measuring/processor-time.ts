import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds of processor time of a process, of all its threads; undefined where it is unknown: Linux alone has it.
 */
export const processorTime = (pid: number | undefined): number | undefined => threadTime(pid, () => true);

/** Milliseconds of processor time of the threads on which Node hashes passwords, among other slow work. */
export const poolTime = (pid: number | undefined): number | undefined =>
  threadTime(pid, (folder) => readFileSync(`${folder}/comm`, 'utf8').startsWith('libuv-worker'));

function threadTime(pid: number | undefined, counts: (folder: string) => boolean): number | undefined {
  try {
    const folders = readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}`);
    const nanoseconds = folders
      .filter(counts)
      .map((folder) => Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]));
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return undefined;
  }
}

/** Milliseconds of processor time of a process and its descendants so far; a process that has ended is left out. */
export interface TreeTime {
  readonly all: number;
  /** Without the process itself. */
  readonly descendants: number;
}

/** Undefined where it is unknown: Linux alone has it. */
export function processorTimeOfTree(pid: number | undefined): TreeTime | undefined {
  const own = processorTime(pid);
  if (pid === undefined || own === undefined) return undefined;
  const descendants = descendantsOf(pid).reduce((sum, child) => sum + (processorTime(child) ?? 0), 0);
  return { all: own + descendants, descendants };
}

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

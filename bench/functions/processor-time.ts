import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of processor time that a process took so far, of all its threads; undefined where it is not known, as it is on Linux alone. */
export function processorTime(pid: number | undefined): number | undefined {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = tasks.map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return undefined;
  }
}

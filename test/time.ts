import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until `look` returns true. Only the time limit of the test ends the wait. */
export async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await sleep(20);
}

/** Milliseconds of processor time that `work` takes in this process: a busy machine does not lengthen it. */
export function processorTimeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

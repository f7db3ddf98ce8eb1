import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from '../statistics.ts';

const run = promisify(execFile);

/** Resident memory of one process, in MiB, at regular times. */
export interface ProcessMemory {
  readonly stem: string;
  readonly samples: number[];
}

export interface Growth {
  readonly stem: string;
  readonly processes: number;
  readonly peak: number;
  /** Of the processes that lived long enough, the largest of their ratios; undefined where none did. */
  readonly ratio: number | undefined;
}

/** Samples of a process that lived long enough for a beginning and an end. */
const ENOUGH = 20;

/** MiB by process id; processes that are gone are left out. Throws where there is no `ps`. */
export async function residentMemory(pids: readonly number[]): Promise<Map<number, number>> {
  if (pids.length === 0) return new Map();
  // Status 1 where one of them is gone: what it prints of the others counts.
  const { stdout } = await run('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')]).catch((error: { stdout?: string }) => {
    if (typeof error.stdout === 'string') return { stdout: error.stdout };
    throw error;
  });
  const rows = stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(rows.map(([pid = 0, kibibytes = 0]) => [pid, kibibytes / 1024]));
}

/** The median of the last quarter of a process's life over that of its second quarter: the first warms it up. */
export function growthOf(samples: readonly number[]): number | undefined {
  if (samples.length < ENOUGH) return undefined;
  const quarter = Math.floor(samples.length / 4);
  return median(samples.slice(-quarter)) / median(samples.slice(quarter, 2 * quarter));
}

export function growthByFunction(processes: readonly ProcessMemory[]): Growth[] {
  return [...Map.groupBy(processes, ({ stem }) => stem)].map(([stem, own]) => {
    const ratios = own.flatMap(({ samples }) => growthOf(samples) ?? []);
    return {
      stem,
      processes: own.length,
      peak: Math.max(...own.flatMap(({ samples }) => samples)),
      ratio: ratios.length === 0 ? undefined : Math.max(...ratios),
    };
  });
}

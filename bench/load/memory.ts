import { readFileSync } from 'node:fs';
import { median } from '../../testkit/measuring/statistics.ts';

/** One line of the memory probe, in bytes. */
interface Sample {
  readonly stem: string;
  readonly pid: number;
  /** Left on the heap by a garbage collection. */
  readonly living: number;
  readonly resident: number;
}

/** The memory of one process at regular times, in bytes. */
export interface ProcessMemory {
  readonly stem: string;
  readonly living: readonly number[];
  readonly resident: readonly number[];
}

export interface Growth {
  readonly stem: string;
  readonly processes: number;
  /** MiB, the largest resident memory of a process. */
  readonly peak: number;
  /** The largest ratio of the processes that lived long enough; undefined where none did. */
  readonly ratio: number | undefined;
}

/** Fewest samples of a process that lived long enough for a beginning and an end. */
const ENOUGH = 8;

const PROBE = new URL('memory-probe.ts', import.meta.url).href;

/** Variables with which a function writes its memory to a file. */
export const probeVariables = (file: string, stem: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=${PROBE}`,
  MEMORY_FILE: file,
  MEMORY_STEM: stem,
});

/** @throws where no process has written anything */
export function readMemory(file: string): ProcessMemory[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const samples = lines.map((line) => JSON.parse(line) as Sample);
  return [...Map.groupBy(samples, ({ stem, pid }) => `${stem} ${pid}`).values()].map((own) => ({
    stem: own[0]?.stem ?? '',
    living: own.map(({ living }) => living),
    resident: own.map(({ resident }) => resident),
  }));
}

/** The median of the last quarter of a process's life over that of its second quarter: the first warms it up. */
export function growthOf(samples: readonly number[]): number | undefined {
  if (samples.length < ENOUGH) return undefined;
  const quarter = Math.floor(samples.length / 4);
  return median(samples.slice(-quarter)) / median(samples.slice(quarter, 2 * quarter));
}

export function growthByFunction(processes: readonly ProcessMemory[]): Growth[] {
  return [...Map.groupBy(processes, ({ stem }) => stem)].map(([stem, own]) => {
    const ratios = own.flatMap(({ living }) => growthOf(living) ?? []);
    return {
      stem,
      processes: own.length,
      peak: Math.max(...own.flatMap(({ resident }) => resident)) / 2 ** 20,
      ratio: ratios.length === 0 ? undefined : Math.max(...ratios),
    };
  });
}

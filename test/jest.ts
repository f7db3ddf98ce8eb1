import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const NODE = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Runs Jest in a process of its own and returns its exit code. */
export async function jest(
  args: readonly string[],
  { environment = {}, quiet = false }: { environment?: NodeJS.ProcessEnv; quiet?: boolean } = {},
): Promise<number> {
  const child = spawn(process.execPath, [...NODE, ...args], {
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Runs Jest and counts its tests, with the report in `file`. A run that ends without a report is one failure. */
export async function countedJest(
  args: readonly string[],
  file: string,
  options: Parameters<typeof jest>[1] = {},
): Promise<Counts> {
  rmSync(file, { force: true });
  const code = await jest([...args, '--json', `--outputFile=${file}`], options);
  const counts = countsIn(file);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The counts of a report of Jest, or of a file with the same fields; one failure where there is none. */
export function countsIn(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number | undefined>;
    const failed = (report['numFailedTests'] ?? 1) + (report['numRuntimeErrorTestSuites'] ?? 0);
    return { passed: report['numPassedTests'] ?? 0, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

export const sumOf = (counts: readonly Counts[]): Counts => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
});

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { environment, FOLDER, ROOT } from './command.ts';
import { ProcessGroup } from './process-group.ts';

export interface Results {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

/** Runs the test files whose paths match over the deployment that the endpoints file names. */
export async function runTests(pattern: string, endpointsFile: string): Promise<Results> {
  const report = join(FOLDER, 'jest.json');
  rmSync(report, { force: true });
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const esm = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const config = join(ROOT, 'test/e2e/deploy/jest.config.mjs');
  const group = new ProcessGroup(
    process.execPath,
    [...esm, jest, '--config', config, `--testPathPatterns=${pattern}`, '--json', `--outputFile=${report}`],
    { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: environment({ ENDPOINTS: endpointsFile }) },
  );
  await group.ended;
  await group.stop();
  const { testResults, ...counts } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
    skipped: tests.filter(({ status }) => status === 'pending').map(({ fullName }) => fullName),
  };
}

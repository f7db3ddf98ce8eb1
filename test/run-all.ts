import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Counts, countedJest, countsIn, sumOf } from './jest.ts';

const HELP = `npm run test:all -- [options]     every test, with coverage: an hour at most

  --rest        what \`npm test\` leaves out, without coverage
  --json FILE   where the counts are written
  --help        show this`;

const { values } = parseArgs({
  options: {
    rest: { type: 'boolean', default: false },
    json: { type: 'string', default: '.local-test/all.json' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

/** Runs one of the suites that write their own report. */
async function suite(script: string, report: string): Promise<Counts> {
  rmSync(report, { force: true });
  const [code] = (await once(spawn(process.execPath, [script], { stdio: 'inherit' }), 'exit')) as [number | null];
  const counts = countsIn(report);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

async function timed(what: string, run: () => Promise<Counts>): Promise<Counts> {
  console.log(`\n▸ ${what}`);
  const began = performance.now();
  const counts = await run();
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`▸ ${what}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`);
  return counts;
}

mkdirSync('.local-test', { recursive: true });
const jestArgs = values.rest ? ['--selectProjects', 'model', 'slow-unit', 'linters', 'slow-cloud'] : ['--coverage'];
const counts = [
  await timed(values.rest ? 'Slow tests' : 'All tests in Jest', () => countedJest(jestArgs, '.local-test/jest.json')),
  await timed('Deployment into the emulator of AWS', () =>
    suite('test/e2e/deploy/run.ts', '.deploy-test/results.json'),
  ),
  await timed('Directories', () => suite('test/e2e/directories/run.ts', '.directories-test/results.json')),
];
const { passed, failed } = sumOf(counts);
writeFileSync(values.json, JSON.stringify({ numPassedTests: passed, numFailedTests: failed }));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

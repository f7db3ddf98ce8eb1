import { existsSync } from 'node:fs';
import { jest } from './jest.ts';

/** `npm test`: the tests that take minutes. With paths or patterns, the matching files of all tests. */
const QUICK = ['unit', 'model', 'infra', 'cloud'];

/** Scripts of the model; `npm run test:all` plays 1,500. */
const QUICK_RUNS = '400';

const args = process.argv.slice(2);
const chosen = args.some(
  (arg) => !arg.startsWith('-') || /^--(selectProjects|testPathPatterns|runTestsByPath)/.test(arg),
);
// One file needs one worker, and so one cloud.
const [only, ...others] = args.filter((arg) => !arg.startsWith('-'));
const isSingleFile = only?.endsWith('.test.ts') === true && existsSync(only) && others.length === 0;
process.exitCode = chosen
  ? await jest([...args, ...(isSingleFile ? ['--maxWorkers=1'] : [])])
  : await jest(['--selectProjects', ...QUICK, ...args], { environment: { FC_RUNS: QUICK_RUNS } });

import { jest } from './jest.ts';

/** `npm test`: the tests that take minutes. With paths or patterns, the matching files of all tests. */
const QUICK = ['unit', 'infra', 'cloud'];

const args = process.argv.slice(2);
const chosen = args.some(
  (arg) => !arg.startsWith('-') || /^--(selectProjects|testPathPatterns|runTestsByPath)/.test(arg),
);
process.exitCode = await jest(chosen ? args : ['--selectProjects', ...QUICK, ...args]);

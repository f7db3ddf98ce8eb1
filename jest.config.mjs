const shared = {
  rootDir: '.',
  transform: { '\\.tsx?$': '<rootDir>/test/transform.mjs' },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
};

const inCloud = {
  ...shared,
  setupFiles: ['<rootDir>/test/e2e/cloud/own-cloud.ts'],
  globalSetup: '<rootDir>/test/e2e/cloud/start.ts',
  globalTeardown: '<rootDir>/test/e2e/cloud/stop.ts',
};

/** Tests over a running cloud that `npm test` runs. */
const QUICK = ['journey/*', 'browser/journey', 'attacks/*'];

/** Attacks that only `npm run test:all` runs. */
const SLOW_ATTACKS = [
  // A thousand requests from a thousand addresses.
  'abuse',
  // The medians of thousands of calls.
  'enumeration',
  // A thousand requests against one account, 200 guesses at once, a million codes.
  'guessing',
];

/** Only in `npm run test:all`: cfn-lint takes ten seconds for each template. */
const CFN_LINT = '**/test/infra/cfn-lint.test.ts';

const files = (names) => names.map((name) => `<rootDir>/test/e2e/${name}.test.ts`);
const except = (names) => names.map((name) => `!**/test/e2e/${name}.test.ts`);
const slowAttacks = SLOW_ATTACKS.map((name) => `attacks/${name}`);

export default {
  // Ends a test that hangs. A busy machine takes its time.
  testTimeout: 240_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/sequencer.cjs',
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'html', 'lcovonly'],
  collectCoverageFrom: ['{cli,functions,lib,local}/**/*.ts'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/{unit,contract,model}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'infra',
      testMatch: ['<rootDir>/test/infra/**/*.test.ts', `!${CFN_LINT}`],
      testEnvironment: '<rootDir>/test/infra/environment.mjs',
    },
    {
      ...shared,
      displayName: 'cfn-lint',
      testMatch: [CFN_LINT],
      testEnvironment: '<rootDir>/test/infra/environment.mjs',
    },
    {
      ...inCloud,
      displayName: 'cloud',
      testMatch: [...files(QUICK), ...except(slowAttacks)],
    },
    {
      ...inCloud,
      displayName: 'slow',
      testMatch: [
        ...files([...slowAttacks, 'audit/*', 'browser/*', 'faults/*', 'ops/*', 'smoke/*']),
        ...except(['browser/journey']),
      ],
    },
  ],
};

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

const withCdk = {
  ...shared,
  testEnvironment: '<rootDir>/test/infra/environment.mjs',
  globalSetup: '<rootDir>/test/infra/share.ts',
  globalTeardown: '<rootDir>/test/infra/unshare.ts',
};

/** Only in `npm run test:all`. */
const SLOW_UNITS = [
  // bcrypt in JavaScript and PostgreSQL in WebAssembly, and scrypt with 128 MiB for each password in plain Node.
  'contract/webhook-express-postgresql',
  'contract/webhook-directory',
  'unit/examples/receivers',
  // Synthesizes a stack.
  'unit/examples/events-crm',
  // Every login does the work of all hashes in a table, and that is measured.
  'contract/credential-check',
  // The benches' own arithmetic over months and thousands of samples, and all bundles of all directories.
  'unit/bench/bundles',
  'unit/bench/cost-month',
  'unit/testkit/statistics',
  // A laptop cloud of its own, which is built again at every save.
  'unit/local/live',
  // Packs the client, and compiles programs that import it.
  'unit/client/package',
  // Build and pack the npm package; one runs a laptop cloud with an app that has it.
  'unit/package/declarations',
  'unit/package/npm-package',
  'unit/package/texts',
  // Every mail in every language, in a browser.
  'unit/mail/appearance',
  // Packs what a release publishes.
  'unit/release/workflow',
  // Makes the example's templates.
  'unit/examples/pipeline',
  // Builds the documentation site, and opens its pages in a browser.
  'unit/docs/site',
  // The inbox page, in a browser.
  'unit/local/emulators/inbox-page',
];

/** Only in `npm run test:all`: programs in Python that read each template for ten seconds. */
const LINTERS = ['infra/cfn-lint', 'infra/checkov'];

/** Only in `npm run test:all`. */
const SLOW_CLOUD = [
  // A thousand requests from a thousand addresses.
  'e2e/attacks/abuse',
  // A cloud of its own.
  'e2e/attacks/altcha',
  // The medians of thousands of calls.
  'e2e/attacks/enumeration',
  // A million codes.
  'e2e/attacks/codes',
  // A thousand requests against one account, 200 guesses at once.
  'e2e/attacks/guessing',
  // The delays of a day.
  'e2e/attacks/logins',
  // A scrypt hash of 128 MiB for each forged request.
  'e2e/attacks/webhook-directory',
  'e2e/audit/*',
  'e2e/browser/!(journey)',
  // Each has a cloud of its own, whose services fail.
  'e2e/faults/*',
  'e2e/ops/*',
  'e2e/smoke/*',
];

const files = (names) => names.map((name) => `<rootDir>/test/${name}.test.ts`);
const except = (names) => names.map((name) => `!**/test/${name}.test.ts`);

export default {
  // Ends a test that hangs. A busy machine takes its time.
  testTimeout: 240_000,
  maxWorkers: 2,
  ...(process.env.FAILED_TESTS && { reporters: ['default', '<rootDir>/test/failed-tests.cjs'] }),
  testSequencer: '<rootDir>/test/sequencer.cjs',
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'html', 'lcovonly'],
  collectCoverageFrom: ['{cli,functions,lib,local}/**/*.ts'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: [...files(['{unit,contract}/**/*']), ...except(SLOW_UNITS)] },
    { ...shared, displayName: 'model', testMatch: files(['model/**/*']) },
    { ...withCdk, displayName: 'infra', testMatch: [...files(['infra/**/*']), ...except(LINTERS)] },
    {
      ...inCloud,
      displayName: 'cloud',
      testMatch: [...files(['e2e/{journey,attacks}/*', 'e2e/browser/journey']), ...except(SLOW_CLOUD)],
    },
    { ...shared, displayName: 'slow-unit', testMatch: files(SLOW_UNITS) },
    { ...withCdk, displayName: 'linters', testMatch: files(LINTERS) },
    { ...inCloud, displayName: 'slow-cloud', testMatch: files(SLOW_CLOUD) },
  ],
};

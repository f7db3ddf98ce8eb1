const shared = {
  rootDir: '.',
  transform: { '\\.tsx?$': '<rootDir>/test/transform.mjs' },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironment: 'node',
};

const e2e = (...folders) => folders.map((folder) => `<rootDir>/test/e2e/${folder}/**/*.test.ts`);

const unit = {
  ...shared,
  displayName: 'unit',
  testMatch: ['<rootDir>/test/{unit,contract,model}/**/*.test.ts'],
};

const infra = {
  ...shared,
  displayName: 'infra',
  testMatch: ['<rootDir>/test/infra/**/*.test.ts'],
  testEnvironment: '<rootDir>/test/infra/environment.mjs',
};

const cloud = {
  ...shared,
  displayName: 'cloud',
  testMatch: e2e('journey', 'attacks', 'faults', 'browser', 'ops', 'audit', 'smoke'),
  setupFiles: ['<rootDir>/test/e2e/cloud/own-cloud.ts'],
  globalSetup: '<rootDir>/test/e2e/cloud/start.ts',
  globalTeardown: '<rootDir>/test/e2e/cloud/stop.ts',
};

/** Everything: `npm run test:all`. */
export const everything = {
  testTimeout: 60_000,
  maxWorkers: 2,
  projects: [unit, infra, cloud],
};

export default everything;

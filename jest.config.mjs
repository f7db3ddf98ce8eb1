const transform = { '\\.tsx?$': '<rootDir>/test/transform.mjs' };
const shared = { rootDir: '.', transform, extensionsToTreatAsEsm: ['.ts', '.tsx'], testEnvironment: 'node' };
const cloudTests = ['journey', 'attacks', 'faults', 'browser', 'ops', 'audit', 'smoke'].map(
  (folder) => `<rootDir>/test/e2e/${folder}/**/*.test.ts`,
);

export default {
  testTimeout: 60_000,
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'parts',
      testMatch: ['<rootDir>/test/{unit,contract,infra,model}/**/*.test.ts'],
    },
    {
      ...shared,
      displayName: 'cloud',
      testMatch: cloudTests,
      runner: '<rootDir>/test/e2e/cloud/serial-runner.mjs',
      globalSetup: '<rootDir>/test/e2e/cloud/start.ts',
      globalTeardown: '<rootDir>/test/e2e/cloud/stop.ts',
    },
  ],
};

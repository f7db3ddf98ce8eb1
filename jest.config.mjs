const transform = { '\\.tsx?$': '<rootDir>/test/transform.mjs' };
const shared = { rootDir: '.', transform, extensionsToTreatAsEsm: ['.ts', '.tsx'], testEnvironment: 'node' };
const cloudTests = ['journey', 'attacks', 'faults', 'browser', 'ops/cloud', 'audit/cloud', 'smoke'].map(
  (folder) => `<rootDir>/test/${folder}/**/*.test.ts`,
);

export default {
  testTimeout: 60_000,
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'parts',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '/test/(journey|attacks|faults|browser|ops/cloud|audit/cloud|smoke|deploy|directories)/',
      ],
    },
    {
      ...shared,
      displayName: 'cloud',
      testMatch: cloudTests,
      runner: '<rootDir>/test/cloud/serial-runner.mjs',
      globalSetup: '<rootDir>/test/cloud/start.ts',
      globalTeardown: '<rootDir>/test/cloud/stop.ts',
    },
  ],
};

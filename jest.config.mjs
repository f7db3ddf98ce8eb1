const transform = { '\\.tsx?$': '<rootDir>/test/transform.mjs' };
const shared = { rootDir: '.', transform, extensionsToTreatAsEsm: ['.ts', '.tsx'], testEnvironment: 'node' };
const cloudTests = ['journey', 'attacks', 'faults', 'browser', 'ops/cloud', 'smoke'].map(
  (folder) => `<rootDir>/test/${folder}/**/*.test.ts`,
);

export default {
  testTimeout: 60_000,
  // Tests of one cloud switch its faults on and off.
  maxWorkers: 1,
  projects: [
    {
      ...shared,
      displayName: 'parts',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '/test/(journey|attacks|faults|browser|ops/cloud|smoke|deploy|directories)/',
      ],
    },
    {
      ...shared,
      displayName: 'cloud',
      testMatch: cloudTests,
      globalSetup: '<rootDir>/test/cloud/start.ts',
      globalTeardown: '<rootDir>/test/cloud/stop.ts',
    },
  ],
};

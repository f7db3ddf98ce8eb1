/** Tests that need an OpenLDAP server; test/e2e/directories/run.ts runs them. */
export default {
  rootDir: '../..',
  transform: { '\\.tsx?$': '<rootDir>/test/transform.mjs' },
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testTimeout: 60_000,
  maxWorkers: 1,
  testMatch: ['<rootDir>/test/directories/**/*.test.ts'],
};

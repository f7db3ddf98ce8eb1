import config from '../../../jest.config.mjs';

const cloud = config.projects.find(({ displayName }) => displayName === 'cloud');

/** The tests that speak to a deployment, against the one that `ENDPOINTS` names. */
export default {
  ...cloud,
  globalSetup: undefined,
  globalTeardown: undefined,
  rootDir: '../..',
  displayName: 'deployed',
  testMatch: ['journey', 'attacks', 'deploy'].map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  testTimeout: config.testTimeout,
  maxWorkers: 1,
  testSequencer: '<rootDir>/test/deploy/sequencer.cjs',
};

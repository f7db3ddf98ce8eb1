import config from '../../../jest.config.mjs';

const cloud = config.projects.find(({ displayName }) => displayName === 'cloud');

/** They look at no deployment, or measure times, which through an emulator of Lambda say nothing. */
const ELSEWHERE = ['altcha', 'codes', 'enumeration', 'webhook-directory'];

/** Tests over the deployment that `ENDPOINTS` names; run.ts runs them. */
export default {
  ...cloud,
  globalSetup: undefined,
  globalTeardown: undefined,
  rootDir: '../../..',
  displayName: 'deployed',
  testMatch: [
    ...['journey', 'attacks', 'deploy'].map((folder) => `<rootDir>/test/e2e/${folder}/**/*.test.ts`),
    ...ELSEWHERE.map((name) => `!**/test/e2e/attacks/${name}.test.ts`),
  ],
  testTimeout: config.testTimeout,
  maxWorkers: 1,
  testSequencer: '<rootDir>/test/e2e/deploy/sequencer.cjs',
};

import config from '../../../jest.config.mjs';

const unit = config.projects.find(({ displayName }) => displayName === 'unit');

/** Tests that need an OpenLDAP server; test/e2e/directories/run.ts runs them. */
export default {
  ...unit,
  rootDir: '../../..',
  displayName: 'directories',
  testTimeout: config.testTimeout,
  maxWorkers: 1,
  testMatch: ['<rootDir>/test/e2e/directories/**/*.test.ts'],
};

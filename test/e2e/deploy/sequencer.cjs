const { default: Sequencer } = require('@jest/test-sequencer');

/** Runs the tests of the deployment itself first: after the attacks, the audit trail has thousands of events to catch up with. */
module.exports = class DeploymentFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (path.includes('/test/e2e/deploy/') ? 0 : 1);
    return [...tests].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }
};

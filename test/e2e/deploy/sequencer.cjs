const { default: Sequencer } = require('@jest/test-sequencer');

/** What looks at the deployment comes first: behind the attacks the audit trail has thousands of events to catch up with. */
module.exports = class DeploymentFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (path.includes('/test/deploy/') ? 0 : 1);
    return [...tests].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }
};

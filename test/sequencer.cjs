const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Alternates tests over a cloud, which mostly wait, with tests that mostly compute, so that two workers keep both cores
 * busy. Among each other the longest come first, as in Jest's own order.
 */
module.exports = class Alternating extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const overCloud = sorted.filter(({ path }) => path.includes('/test/e2e/'));
    const others = sorted.filter(({ path }) => !path.includes('/test/e2e/'));
    const longer = Math.max(overCloud.length, others.length);
    return Array.from({ length: longer }, (_, index) => [overCloud[index], others[index]])
      .flat()
      .filter((test) => test !== undefined);
  }
};

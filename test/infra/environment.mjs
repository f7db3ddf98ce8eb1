import { TestEnvironment } from 'jest-environment-node';
import * as native from './native.ts';

/**
 * Gives the template tests CDK as Node itself loads it, once per worker. Jest's module system loads it for each test
 * file, which takes several seconds, and makes each template five times as slow.
 */
export default class NativeCdkEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.native = native;
  }
}

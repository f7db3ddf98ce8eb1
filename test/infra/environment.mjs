import { TestEnvironment } from 'jest-environment-node';
import * as native from './native.ts';

/**
 * Gives the template tests CDK as Node itself loaded it, once for each worker. Loaded by Jest's module system, once for each test
 * file, CDK takes several seconds and each template takes five times as long.
 */
export default class NativeCdkEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.native = native;
  }
}

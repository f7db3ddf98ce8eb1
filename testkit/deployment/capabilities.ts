import { CAPABILITIES, type Capability, type Endpoints } from './endpoints.ts';

interface Where {
  readonly endpoints: Endpoints;
}

/**
 * Whether a deployment lacks a capability. If so, a line on stderr names the test, or the file, that did not look.
 */
export function lacks({ endpoints }: Where, needed: Capability): boolean {
  if (endpoints.lacks?.includes(needed) !== true) return false;
  const { currentTestName, testPath } = expect.getState();
  const test = currentTestName ?? `a test in ${testPath ?? ''}`;
  process.stderr.write(`NOT LOOKED AT: ${test} (the deployment lacks ${CAPABILITIES[needed]})\n`);
  return true;
}

/** Returns `test`, or `test.skip` if the deployment lacks the capability. */
export const testWhere = (where: Where, needed: Capability): jest.It => (lacks(where, needed) ? test.skip : test);

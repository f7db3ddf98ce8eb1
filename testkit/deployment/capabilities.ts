import { CAPABILITIES, type Capability, type Endpoints } from './endpoints.ts';

interface Where {
  readonly endpoints: Endpoints;
}

/** Whether a deployment lacks what a test needs; then a line says which test, or which file, did not look. */
export function lacks({ endpoints }: Where, needed: Capability): boolean {
  if (endpoints.lacks?.includes(needed) !== true) return false;
  const { currentTestName, testPath } = expect.getState();
  const who = currentTestName ?? `a test in ${testPath ?? ''}`;
  process.stderr.write(`NOT LOOKED AT: ${who} (the deployment lacks ${CAPABILITIES[needed]})\n`);
  return true;
}

/** `test`, or a test that is skipped where the deployment lacks what it needs. */
export const testWhere = (where: Where, needed: Capability): jest.It => (lacks(where, needed) ? test.skip : test);

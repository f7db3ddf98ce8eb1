import { CAPABILITIES, type Capability, type Endpoints } from './endpoints.ts';

/** `test`, or a test that is skipped where the deployment lacks what it needs; then a line says which file and why. */
export function testWhere({ endpoints }: { readonly endpoints: Endpoints }, needed: Capability): jest.It {
  if (endpoints.lacks?.includes(needed) !== true) return test;
  const { testPath } = expect.getState();
  process.stderr.write(`NOT LOOKED AT: a test in ${testPath ?? ''} (the deployment lacks ${CAPABILITIES[needed]})\n`);
  return test.skip;
}

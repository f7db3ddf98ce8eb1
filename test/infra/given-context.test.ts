import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { givenContext } from '../../lib/given-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'given-context-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The variables of the CDK's command line, which puts a context that is too long into a file. */
const overflow = join(folder, 'context.json');
writeFileSync(overflow, JSON.stringify({ stage: 'prod', long: 'x'.repeat(40_000) }));

test.each([
  ['none', {}],
  ['in a variable', { CDK_CONTEXT_JSON: '{"stage":"dev","a":{"b":1}}' }],
  ['in a file', { CONTEXT_OVERFLOW_LOCATION_ENV: overflow }],
  ['in both', { CDK_CONTEXT_JSON: '{"stage":"dev","other":true}', CONTEXT_OVERFLOW_LOCATION_ENV: overflow }],
])('the context is the one that the CDK reads: %s', (_place, variables: NodeJS.ProcessEnv) => {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    const app = new App({ treeMetadata: false });
    const found = givenContext(variables);
    for (const key of ['stage', 'long', 'a', 'other']) expect(found.get(key)).toEqual(app.node.tryGetContext(key));
    rmSync(app.outdir, { recursive: true, force: true });
  } finally {
    process.env = before;
  }
});

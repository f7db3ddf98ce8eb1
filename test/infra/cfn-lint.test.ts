import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesized } from './synthesized.ts';

/** Runs cfn-lint (github.com/aws-cloudformation/cfn-lint), a Python program with the schema of every resource. */
const lint = (...args: string[]) =>
  spawnSync('cfn-lint', args, { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' });

const installed = lint('--version').status === 0;
const folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, template: object): string => {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(template));
  return file;
};

if (installed) {
  test('cfn-lint finds nothing in the templates of dev, staging and prod', () => {
    const files = ['dev', 'staging', 'prod'].map((stage) => written(stage, synthesized(stage).toJSON()));
    // One process for all: it takes longer to start than to read a template.
    const { status, stdout, stderr } = lint(...files);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('cfn-lint reports a property that does not exist', () => {
    const Properties = { QueueName: 'a', NoSuchProperty: true };
    const { status, stdout } = lint(
      written('wrong', { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } }),
    );
    expect([status, stdout]).toEqual([2, expect.stringContaining('NoSuchProperty')]);
  });
} else if (process.env['CI'] === 'true') {
  test('cfn-lint is installed, because CI is true', () => {
    expect(installed).toBe(true);
  });
} else {
  process.stderr.write(
    'NOT TESTED: the templates by cfn-lint, which is not on PATH. Install it: pip install -r test/infra/requirements-cfn-lint.txt\n',
  );
  test.todo('cfn-lint finds nothing in the templates (not tested: cfn-lint is not on PATH)');
}

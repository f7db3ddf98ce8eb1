import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesized } from './synthesized.ts';

/** cfn-lint (https://github.com/aws-cloudformation/cfn-lint) knows the schema of every resource. It is a Python program. */
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
  test.each(['dev', 'staging', 'prod'])('cfn-lint finds nothing in the template of %s', (stage) => {
    const { status, stdout, stderr } = lint(written(stage, synthesized(stage).toJSON()));
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('cfn-lint would find what is wrong', () => {
    const Properties = { QueueName: 'a', NoSuchProperty: true };
    const { status, stdout } = lint(
      written('wrong', { Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } }),
    );
    expect([status, stdout]).toEqual([2, expect.stringContaining('NoSuchProperty')]);
  });
} else {
  process.stderr.write('cfn-lint is not on PATH, so no template was linted by it; pip install cfn-lint brings it.\n');
  test.todo('cfn-lint finds nothing (not run: it is not on PATH; pip install cfn-lint)');
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkovExceptions } from './checkov-exceptions.ts';
import { synthesized } from './synthesized.ts';

/** Runs checkov (github.com/bridgecrewio/checkov, Apache 2.0), a Python program with rules for CloudFormation. */
const checkov = (...args: string[]) =>
  spawnSync('checkov', args, { encoding: 'utf8', maxBuffer: 2 ** 24, env: { ...process.env, LOG_LEVEL: 'ERROR' } });

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  /** Type and ID of the resource in the template. */
  readonly resource: string;
  readonly file_path: string;
}

interface Report {
  readonly results: { readonly failed_checks: Check[] };
  readonly summary: { readonly parsing_errors: number };
}

const installed = checkov('--version').status === 0;
const folder = mkdtempSync(join(tmpdir(), 'checkov-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stages = ['dev', 'staging', 'prod'];

/** Checks templates in one process: it takes longer to start than to read them. It asks no server. */
function checked(templates: Readonly<Record<string, object>>): Report {
  for (const [name, template] of Object.entries(templates))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(template, undefined, 1));
  const what = ['--directory', folder, '--framework', 'cloudformation', '--output', 'json'];
  const { stdout, stderr } = checkov(...what, '--skip-download', '--quiet', '--compact');
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`checkov made no report: ${stderr.slice(0, 2000)}${stdout.slice(0, 2000)}`);
  }
}

const isException = ({ check_id, resource }: Check): boolean =>
  checkovExceptions.some(({ checks, at }) => checks.includes(check_id) && at.test(resource));

if (installed) {
  test('checkov finds nothing in the templates of dev, staging and prod beyond the exceptions', () => {
    const wrong = { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } };
    const templates = Object.fromEntries(stages.map((stage) => [stage, synthesized(stage).toJSON()]));
    const { results, summary } = checked({
      ...templates,
      wrong: { Resources: { Public: wrong } },
    });
    expect(summary.parsing_errors).toBe(0);
    const { failed_checks: failed } = results;
    // It does find something.
    expect(failed.filter(({ resource }) => resource === 'AWS::S3::Bucket.Public').length).toBeGreaterThan(0);
    const own = failed.filter(({ resource }) => resource !== 'AWS::S3::Bucket.Public');
    const found = own.filter((check) => !isException(check));
    expect(
      found.map(({ check_id, check_name, resource, file_path }) => [check_id, resource, file_path, check_name]),
    ).toEqual([]);
    const idle = checkovExceptions.flatMap(({ checks, at }) =>
      checks.filter((id) => !own.some(({ check_id, resource }) => check_id === id && at.test(resource))),
    );
    expect(idle).toEqual([]);
  });
} else if (process.env['CI'] === 'true') {
  test('checkov is installed, because CI is true', () => {
    expect(installed).toBe(true);
  });
} else {
  process.stderr.write(
    'NOT TESTED: the templates by checkov, which is not on PATH. Install it: pip install -r test/infra/requirements-checkov.txt\n',
  );
  test.todo('checkov finds nothing in the templates (not tested: checkov is not on PATH)');
}

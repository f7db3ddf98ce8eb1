import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { repositoryFiles, ROOT } from '../../docs/site/sources.ts';

/** Workflows of this repository, and those that an example offers. */
const files = repositoryFiles().filter(
  (file) => /^(\.github\/workflows|examples\/[^/]+)\/[^/]+\.ya?ml$/.test(file) && !file.includes('dependabot'),
);

type Rights = Readonly<Record<string, string>>;

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly uses?: string;
  readonly environment?: unknown;
  readonly permissions?: Rights;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Rights;
  readonly jobs: Readonly<Record<string, Job>>;
}

const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { scripts: Record<string, string> };

/**
 * Rights to write that a job may have in an environment that people guard, or for a workflow that it calls. The right
 * to write to the repository is not for a job that runs code of dependencies.
 */
const GUARDED = ['id-token', 'contents'];

function problemsOfJob(name: string, job: Job): string[] {
  const problems: string[] = [];
  const rights = Object.entries(job.permissions ?? {}).filter(([, level]) => level === 'write');
  const guarded = job.environment !== undefined || job.uses !== undefined;
  const runsPackages = job.steps?.some(({ run = '' }) => /npm (ci|install|run)/.test(run)) === true;
  for (const [right] of rights) {
    if (right === 'contents' && runsPackages) problems.push(`${name}: may write contents while it runs packages`);
    if (!GUARDED.includes(right)) problems.push(`${name}: may write ${right}`);
    else if (!guarded) problems.push(`${name}: may write ${right} without an environment`);
  }
  if (job.uses === undefined && job['timeout-minutes'] === undefined) problems.push(`${name}: has no timeout`);
  return problems;
}

function problemsOfStep({ uses, run = '', with: given = {} }: Step): string[] {
  const problems: string[] = [];
  if (uses !== undefined && !uses.startsWith('./') && !/@[0-9a-f]{40}$/.test(uses))
    problems.push(`${uses}: is not pinned by a commit`);
  if (uses?.startsWith('actions/checkout@') === true && given['persist-credentials'] !== false)
    problems.push(`${uses}: leaves the token in the checkout`);
  // An expression in a script is pasted into it, and its value may be a command.
  if (run.includes('${{')) problems.push(`an expression in a script: ${run}`);
  const unknown = Array.from(run.matchAll(/npm run ([\w:-]+)/g), ([, script = '']) => script).filter(
    (script) => scripts[script] === undefined,
  );
  return [...problems, ...unknown.map((script) => `npm run ${script}: there is no such script`)];
}

/** Problems of a workflow, as sentences. */
function problemsOf(text: string): string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const unversioned = Array.from(text.matchAll(/uses: (\S+@[0-9a-f]{40})(.*)$/gm)).filter(
    ([, , comment = '']) => !/^ # v\d+(\.\d+)*$/.test(comment),
  );
  return [
    ...(JSON.stringify(workflow.permissions) === '{"contents":"read"}' ? [] : ['rights beyond contents: read']),
    ...('pull_request_target' in workflow.on ? ['runs strangers’ code with rights: pull_request_target'] : []),
    ...unversioned.map(([, uses]) => `${uses}: no version beside the commit`),
    ...jobs.flatMap(([name, job]) => problemsOfJob(name, job)),
    ...jobs.flatMap(([, { steps = [] }]) => steps).flatMap(problemsOfStep),
  ];
}

test('there are workflows to check', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      '.github/workflows/ci.yml',
      '.github/workflows/release.yml',
      'examples/pipeline-github-actions/deploy.yml',
      'examples/pipeline-github-actions/deploy-stage.yml',
    ]),
  );
});

test.each(files)('%s pins its actions, has few rights, and calls scripts that exist', (file) => {
  expect(problemsOf(readFileSync(`${ROOT}${file}`, 'utf8'))).toEqual([]);
});

test('a careless workflow is noticed', () => {
  const careless = `
on: { pull_request_target: }
jobs:
  all:
    runs-on: ubuntu-24.04
    permissions: { contents: write, id-token: write }
    steps:
      - uses: actions/checkout@v5
      - run: npm run nothing -- \${{ github.head_ref }}
`;
  expect(problemsOf(careless)).toEqual([
    'rights beyond contents: read',
    'runs strangers’ code with rights: pull_request_target',
    'all: may write contents while it runs packages',
    'all: may write contents without an environment',
    'all: may write id-token without an environment',
    'all: has no timeout',
    'actions/checkout@v5: is not pinned by a commit',
    'actions/checkout@v5: leaves the token in the checkout',
    'an expression in a script: npm run nothing -- ${{ github.head_ref }}',
    'npm run nothing: there is no such script',
  ]);
});

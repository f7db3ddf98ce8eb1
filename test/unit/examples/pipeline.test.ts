import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { evaluate, type PolicyStatement } from '../../../testkit/iam/evaluate.ts';
import { ROOT } from '../../../docs/site/sources.ts';

const ACCOUNT = '210987654321';
const REGION = 'eu-central-1';
const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** Runs the example's CDK app as the CDK CLI does, and returns the resources of its stack. */
async function synthesized(context: Record<string, string>): Promise<Record<string, Resource>> {
  const env = { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const run = promisify(execFile);
  await run(process.execPath, ['examples/pipeline-github-actions/pipeline-roles.ts'], { cwd: ROOT, env });
  const template = readFileSync(join(folder, 'PasswordResetPipeline.template.json'), 'utf8');
  const { Resources } = JSON.parse(template, resolved) as { Resources: Record<string, Resource> };
  return Resources;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
};

/** Replaces CloudFormation's functions by what they give. */
function resolved(_: string, value: unknown): unknown {
  const { Ref, 'Fn::Join': join } = Object(value) as { Ref?: string; 'Fn::Join'?: [string, string[]] };
  if (Ref !== undefined) return PSEUDO[Ref] ?? Ref;
  return join === undefined ? value : join[1].join(join[0]);
}

let resources: Record<string, Resource>;
beforeAll(async () => {
  resources = await synthesized({ repository: 'example/password-reset', stages: 'staging,prod' });
});

const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);

/** Statements of the role of a stage. */
function rightsOf(stage: string): readonly PolicyStatement[] {
  const found = ofType('AWS::IAM::Policy').filter(([id]) => id.startsWith(`Role${stage}`));
  return found.flatMap(
    ([, { Properties }]) => (Properties['PolicyDocument'] as { Statement: PolicyStatement[] }).Statement,
  );
}

const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const may = (action: string, resource: string, context = {}) =>
  evaluate(rightsOf('staging'), { action, resource, context }) === 'allowed';

test('the role of a stage takes tokens of the environment of that stage alone', () => {
  const trusts = ofType('AWS::IAM::Role').map(([, { Properties }]) => Properties['AssumeRolePolicyDocument']);
  const trust = (stage: string) => ({
    Statement: [
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': `repo:example/password-reset:environment:${stage}`,
          },
        },
        Effect: 'Allow',
        Principal: { Federated: expect.anything() },
      },
    ],
    Version: '2012-10-17',
  });
  expect(trusts).toEqual([trust('staging'), trust('prod')]);
  expect(ofType('AWS::IAM::OIDCProvider')).toHaveLength(1);
});

test('a repository with a wildcard is refused', async () => {
  await expect(synthesized({ repository: 'example/*', stages: 'prod' })).rejects.toThrow('must be owner/name');
});

test('an account that has the provider gets no second one', async () => {
  const context = { repository: 'example/password-reset', stages: 'prod', existingProvider: 'true' };
  const types = Object.values(await synthesized(context)).map(({ Type }) => Type);
  expect(types.toSorted((one, other) => one.localeCompare(other))).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Role']);
});

/** Actions that docs/guides/first-deployment.md lists for what a pipeline runs. */
function documentedActions(): string[] {
  const [, rights = ''] = readFileSync(`${ROOT}docs/guides/first-deployment.md`, 'utf8').split('## Rights');
  const rows = rights.split('\n').filter((row) => /^\| (`npm run|old files)/.test(row));
  return rows.flatMap((row) => {
    let service = '';
    return Array.from(row.matchAll(/`(?:([a-z0-9]+):)?([A-Z][A-Za-z]+)`/g), ([, named, action = '']) => {
      service = named ?? service;
      return `${service}:${action}`;
    });
  });
}

test('the role has every right that the commands need, and no other service', () => {
  const granted = rightsOf('staging').flatMap(({ Action }) => Action);
  // Needs no right.
  const needed = documentedActions().filter((action) => action !== 'sts:GetCallerIdentity');
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((action) => !granted.includes(action))).toEqual([]);
  expect(granted.filter((action) => action.includes('*'))).toEqual([]);
  expect(granted.filter((action) => /^(iam|kms|ses:Send|logs:(Create|Put|Delete))/.test(action))).toEqual([]);
});

test('an app with stacks in other regions, or with images, gets the roles of the bootstrap for them', async () => {
  const deploys = async (context: Record<string, string>) => {
    const all = await synthesized({ repository: 'example/password-reset', stages: 'prod', ...context });
    const policies = Object.values(all).filter(({ Type }) => Type === 'AWS::IAM::Policy');
    const statements = policies.flatMap(
      ({ Properties }) => (Properties['PolicyDocument'] as { Statement: PolicyStatement[] }).Statement,
    );
    return statements.filter(({ Action }) => Action === 'sts:AssumeRole').flatMap(({ Resource }) => Resource);
  };
  const role = (name: string, region: string) =>
    `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-${name}-role-${ACCOUNT}-${region}`;
  const roles = ['deploy', 'file-publishing', 'lookup'];
  expect(await deploys({})).toEqual(roles.map((name) => role(name, REGION)));
  expect(await deploys({ otherRegions: 'us-east-1', images: 'true' })).toEqual(
    [REGION, 'us-east-1'].flatMap((region) => [...roles, 'image-publishing'].map((name) => role(name, region))),
  );
});

test('the role may deploy and roll back its own stage, and no other', () => {
  expect(may('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-${REGION}`)).toBe(
    true,
  );
  expect(may('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/administrator`)).toBe(false);
  expect(may('lambda:UpdateAlias', arn('lambda', 'function:password-reset-staging-verify-otp'))).toBe(true);
  expect(may('lambda:UpdateAlias', arn('lambda', 'function:password-reset-prod-verify-otp'))).toBe(false);
  expect(may('codedeploy:StopDeployment', arn('codedeploy', 'deploymentgroup:password-reset-prod/x'))).toBe(false);
});

const resets = arn('dynamodb', 'table/password-reset-staging-resets');
const users = arn('dynamodb', 'table/password-reset-staging-users');
const item = (key: string, ...attributes: string[]) => ({
  'dynamodb:LeadingKeys': [key],
  'dynamodb:Attributes': attributes,
});

test('the role may start a reset for the smoke test, and cannot finish one', () => {
  expect(may('dynamodb:PutItem', resets, item('RESET#x', 'key', 'state'))).toBe(true);
  expect(may('dynamodb:PutItem', resets, item('RESET#x', 'key', 'codeDigest'))).toBe(false);
  expect(may('dynamodb:UpdateItem', resets, item('RESET#x', 'state'))).toBe(false);
  expect(may('dynamodb:PutItem', resets, item('BUDGET#alice', 'key'))).toBe(false);
});

test('the role may add the user of the smoke test, and touches no other user and no secret', () => {
  expect(may('dynamodb:PutItem', users, item('USER#smoke-test', 'pk', 'sk', 'addresses'))).toBe(true);
  expect(may('dynamodb:PutItem', users, item('USER#smoke-test', 'pk', 'passwordHash'))).toBe(false);
  expect(may('dynamodb:PutItem', users, item('USER#alice', 'pk', 'addresses'))).toBe(false);
  expect(may('dynamodb:GetItem', users, item('USER#smoke-test', 'passwordHash'))).toBe(false);
  const secret = (name: string) => arn('secretsmanager', `secret:password-reset/staging/${name}-AbCdEf`);
  expect(may('secretsmanager:GetSecretValue', secret('audit/subject'))).toBe(true);
  for (const name of ['pepper', 'captcha', 'audit/mac', 'origin'])
    expect(may('secretsmanager:GetSecretValue', secret(name))).toBe(false);
  expect(may('secretsmanager:PutSecretValue', secret('captcha'))).toBe(false);
});

test('the workflow rolls back exactly where the stage is deployed and the smoke test failed', () => {
  const text = readFileSync(`${ROOT}examples/pipeline-github-actions/deploy-stage.yml`, 'utf8');
  const { jobs } = parse(text) as { jobs: { deploy: { steps: { name?: string; if?: string; run?: string }[] } } };
  const steps = jobs.deploy.steps.filter(({ if: condition }) => condition !== undefined);
  expect(steps.map(({ name, if: condition }) => [name, condition])).toEqual([
    ['Roll back', "failure() && steps.deploy.outputs.code == '4'"],
    ['Look at the stage after the rollback', "failure() && steps.deploy.outputs.code == '4'"],
  ]);
});

/** The script of the step that deploys, with a program in place of npm that ends with `code`. */
async function deployStep(code: number, variables: Record<string, string>) {
  const text = readFileSync(`${ROOT}examples/pipeline-github-actions/deploy-stage.yml`, 'utf8');
  const { jobs } = parse(text) as { jobs: { deploy: { steps: { id?: string; run?: string }[] } } };
  const script = jobs.deploy.steps.find(({ id }) => id === 'deploy')?.run ?? '';
  const output = join(folder, 'output');
  const env = { PATH: process.env['PATH'], GITHUB_OUTPUT: output, STAGE: 'staging', NOW: '', CANARY: '', ...variables };
  const npm = `npm() { printf '%s\\n' "$*"; return ${code}; }\n`;
  const ran = await promisify(execFile)('bash', ['-e', '-c', npm + script], { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  );
  const said = readFileSync(output, 'utf8');
  rmSync(output);
  return { ...ran, said };
}

test('the step that deploys passes the exit code on, and only the options that are set', async () => {
  expect(await deployStep(0, {})).toEqual({
    code: 0,
    stdout: 'run deploy -- --stage staging --yes\n',
    said: 'code=0\n',
  });
  expect(await deployStep(4, { NOW: '--now', CANARY: 'canary user' })).toEqual({
    code: 4,
    stdout: 'run deploy -- --stage staging --yes --now --canary canary user\n',
    said: 'code=4\n',
  });
});

interface AppStep {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
}

/** Deployments that GitHub has recorded for the environment, newest first, each with its states. */
type Deployments = readonly (readonly [commit: string, ...states: string[]])[];

/** `gh` that answers as GitHub does. It prints nothing else, and fails at a question that the API has not. */
const gh = (deployments: Deployments): string => `gh() {
  case "$*" in
  'api repos/example/app/deployments?environment=prod&per_page=100 --jq .[] | "\\(.id):\\(.sha)"')
    printf '%s\n' ${deployments.map(([commit], id) => `${id}:${commit}`).join(' ')} ;;
${deployments
  .map(
    ([, ...states], id) =>
      `  'api repos/example/app/deployments/${id}/statuses --jq .[].state') printf '%s\\n' ${states.join(' ')} ;;`,
  )
  .join('\n')}
  *) return 1 ;;
  esac
}`;

/** Whether a step has concluded as the condition of another one wants. */
function isMet(condition: string, conclusions: ReadonlyMap<string | undefined, string>): boolean {
  const [, needed, conclusion] = /^failure\(\) && steps\.(\w+)\.conclusion == '(\w+)'$/.exec(condition) ?? [];
  if (needed === undefined) throw new Error(`a condition of another kind: ${condition}`);
  return conclusions.get(needed) === conclusion;
}

/** Runs the scripts of the workflow for an app of one's own as GitHub does, where the commands that fail are given. */
async function deployApp(fails: (command: string, before: readonly string[]) => boolean, deployments: Deployments) {
  const text = readFileSync(`${ROOT}examples/pipeline-github-actions/deploy-app.yml`, 'utf8');
  const { steps } = (parse(text) as { jobs: { prod: { steps: AppStep[] } } }).jobs.prod;
  const ran: string[] = [];
  const errors: string[] = [];
  const conclusions = new Map<string | undefined, string>();
  let commit = '';
  let failure = false;
  for (const { id, if: condition, run: script } of steps) {
    const due = condition === undefined ? !failure : failure && isMet(condition, conclusions);
    if (script === undefined || !due) continue;
    const output = join(folder, 'app-output');
    const variables = {
      STAGE: 'prod',
      CANARY: '',
      COMMIT: commit,
      GITHUB_SHA: 'now',
      GITHUB_REPOSITORY: 'example/app',
    };
    const env = { PATH: process.env['PATH'], GITHUB_OUTPUT: output, ...variables };
    writeFileSync(output, '');
    const programs = ['npm', 'npx', 'git'].map((name) => `${name}() { printf '%s\\n' "${name} $*"; }`).join('\n');
    const step = await promisify(execFile)(
      'bash',
      ['-e', '-o', 'pipefail', '-c', `${programs}\n${gh(deployments)}\n${script}`],
      { env },
    ).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    const lines = step.stdout.split('\n').filter((line) => line !== '');
    errors.push(...lines.filter((line) => line.startsWith('::error::')));
    const commands = lines.filter((line) => !line.startsWith('::'));
    const failed = step.code !== 0 || commands.some((command) => fails(command, ran));
    ran.push(...commands);
    commit = /^commit=(.*)$/m.exec(readFileSync(output, 'utf8'))?.[1] ?? commit;
    conclusions.set(id, failed ? 'failure' : 'success');
    failure ||= failed;
  }
  return { ran, failure, errors };
}

const DEPLOY = 'npx cdk deploy --all --require-approval never';
const SMOKE = 'npx serverless-password-reset smoke --stage prod';
const firstSmoke = (command: string, before: readonly string[]) => command === SMOKE && !before.includes(SMOKE);

/** The run itself is the newest deployment. A deployment that another followed is `inactive`, too. */
const RUNNING: Deployments[number] = ['now', 'in_progress'];

test('an app of one’s own is deployed and tested', async () => {
  expect(await deployApp(() => false, [RUNNING])).toEqual({
    ran: ['npm ci', DEPLOY, SMOKE],
    failure: false,
    errors: [],
  });
  expect(await deployApp((command) => command === DEPLOY, [RUNNING, ['good', 'success']])).toEqual({
    ran: ['npm ci', DEPLOY],
    failure: true,
    errors: [],
  });
});

test('where the smoke test fails, the app goes back to the last commit that passed, not to the previous push', async () => {
  const pushes: Deployments = [
    RUNNING,
    ['bad', 'failure', 'in_progress'],
    ['good', 'inactive', 'success', 'in_progress'],
    ['older', 'inactive', 'success'],
  ];
  expect(await deployApp(firstSmoke, pushes)).toEqual({
    ran: ['npm ci', DEPLOY, SMOKE, 'git checkout --quiet good', 'npm ci', DEPLOY, SMOKE],
    failure: true,
    errors: [],
  });
});

test.each<[string, Deployments, string]>([
  ['no commit has passed', [RUNNING, ['bad', 'failure']], 'No commit has passed the smoke test on prod yet'],
  ['this commit has passed', [RUNNING, ['now', 'success'], ['older', 'success']], 'This commit passed before'],
])('where %s, the app goes back to none, and the run says why', async (_, deployments, error) => {
  expect(await deployApp(firstSmoke, deployments)).toEqual({
    ran: ['npm ci', DEPLOY, SMOKE],
    failure: true,
    errors: [expect.stringContaining(error)],
  });
});

test('the workflow for an app may read GitHub’s deployments, and write nothing there', () => {
  const text = readFileSync(`${ROOT}examples/pipeline-github-actions/deploy-app.yml`, 'utf8');
  const { permissions, environment, env } = (
    parse(text) as { jobs: { prod: { permissions: object; environment: string; env: { STAGE: string } } } }
  ).jobs.prod;
  expect(permissions).toEqual({ contents: 'read', deployments: 'read', 'id-token': 'write' });
  expect(environment).toBe(env.STAGE);
});

test('the role compiles in an app as `cdk init` makes it', async () => {
  const app = mkdtempSync(join(tmpdir(), 'cdk-init-'));
  try {
    const made = 'node_modules/aws-cdk/lib/init-templates/app/typescript/tsconfig.json';
    const { compilerOptions } = JSON.parse(readFileSync(`${ROOT}${made}`, 'utf8')) as { compilerOptions: object };
    writeFileSync(
      join(app, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...compilerOptions, types: ['node'] } }),
    );
    writeFileSync(join(app, 'package.json'), '{ "name": "app-of-yours" }');
    cpSync(`${ROOT}examples/pipeline-github-actions`, join(app, 'pipeline-github-actions'), { recursive: true });
    symlinkSync(`${ROOT}node_modules`, join(app, 'node_modules'));
    const compiled = promisify(execFile)(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-p', app]);
    expect(await compiled.then(({ stdout }) => stdout)).toBe('');
    const [file, context] = ['pipeline-github-actions/pipeline-roles.ts', { repository: 'a/b', stages: 'prod' }];
    const env = { ...process.env, CDK_OUTDIR: join(app, 'out'), CDK_CONTEXT_JSON: JSON.stringify(context) };
    await promisify(execFile)(process.execPath, [file], { cwd: app, env });
    expect(readFileSync(join(app, 'out/PasswordResetPipeline.template.json'), 'utf8')).toContain('repo:a/b:');
  } finally {
    rmSync(app, { recursive: true });
  }
});

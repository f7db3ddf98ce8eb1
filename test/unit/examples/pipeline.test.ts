import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  await run(process.execPath, ['examples/pipeline-github-actions/app.ts'], { cwd: ROOT, env });
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

const WHEN_THE_TEST_FAILED = "failure() && steps.smoke.conclusion == 'failure'";

/** Runs the scripts of the workflow for an app of one's own as GitHub does, where the commands that fail are given. */
async function deployApp(fails: (command: string, before: readonly string[]) => boolean) {
  const text = readFileSync(`${ROOT}examples/pipeline-github-actions/deploy-app.yml`, 'utf8');
  const { steps } = (parse(text) as { jobs: { prod: { steps: AppStep[] } } }).jobs.prod;
  const ran: string[] = [];
  let failure = false;
  let smoke = 'skipped';
  expect(new Set(steps.map((step) => step.if))).toEqual(new Set([undefined, WHEN_THE_TEST_FAILED]));
  for (const { id, if: condition, run: script } of steps) {
    const due = condition === undefined ? !failure : failure && smoke === 'failure';
    if (script === undefined || !due) continue;
    const env = { PATH: process.env['PATH'], STAGE: 'prod', CANARY: '', BEFORE: 'abc123' };
    const programs = ['npm', 'npx', 'git'].map((name) => `${name}() { printf '%s\\n' "${name} $*"; }`).join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', `${programs}\n${script}`], { env });
    for (const command of stdout.trim().split('\n')) {
      const failed = fails(command, ran);
      ran.push(command);
      if (failed) failure = true;
      if (id === 'smoke') smoke = failed ? 'failure' : 'success';
    }
  }
  return { ran, failure };
}

const DEPLOY = 'npx cdk deploy --all --require-approval never';
const SMOKE = 'npx serverless-password-reset smoke --stage prod';

test('an app of one’s own is deployed and tested, and goes back to the commit before where the test fails', async () => {
  expect(await deployApp(() => false)).toEqual({ ran: ['npm ci', DEPLOY, SMOKE], failure: false });
  expect(await deployApp((command) => command === DEPLOY)).toEqual({ ran: ['npm ci', DEPLOY], failure: true });
  expect(await deployApp((command, before) => command === SMOKE && !before.includes(SMOKE))).toEqual({
    ran: ['npm ci', DEPLOY, SMOKE, 'git checkout --quiet abc123', 'npm ci', DEPLOY, SMOKE],
    failure: true,
  });
});

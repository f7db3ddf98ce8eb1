import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Finding } from '../../../cli/doctor/finding.ts';
import { logGroupOf, secretNames, tableNames } from '../../../lib/stage-names.ts';
import { REGION } from '../../../local/account.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { Cdk } from './cdk.ts';
import { apiUrlOf } from './emulated.ts';
import { ROOT_KEY } from './emulator.ts';
import { commandsIn } from '../../../testkit/guide-code.ts';
import { Shell } from './shell.ts';

/**
 * The first deployment of a stage beside another one, under the names that AWS gives. Twice it fails in the middle,
 * because a log group of one of its functions exists: with `deletionProtection` on, and as the guide says. Then the
 * name is freed as the doctor says, and the same assembly is deployed.
 */

const { dynamodb: emulator } = new Deployment().endpoints;
const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY };
const config = { endpoint: emulator, region: REGION, credentials };
const cloudFormation = new CloudFormationClient(config);
const logs = new CloudWatchLogsClient(config);

const STAGE = 'dev';
const TAKEN = logGroupOf(STAGE, 'redelivery');
// The emulator takes no alarm on metric math. What holds data is kept, as in production.
const SETTINGS = { alarms: 'false', retainData: 'true' };

const cdk = new Cdk(emulator);
const shell = new Shell(emulator);

interface Examined {
  readonly status: number | null;
  readonly findings: readonly Finding[];
  readonly stops: readonly Finding[];
}

function doctor(): Examined {
  const { status, stdout, stderr } = shell.program('doctor', '--stage', STAGE, '--json');
  if (stdout === '') throw new Error(`The doctor ended with ${status}: ${stderr}`);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { status, findings, stops: findings.filter(({ state }) => state === 'stop') };
}

async function failedDeployment(settings: Readonly<Record<string, string>>) {
  const failure = await cdk.deploy(STAGE, settings).catch((error: unknown) => String(error));
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: `PasswordReset-${STAGE}` }));
  const tables = shell.run('aws dynamodb list-tables --output text');
  return { failure, status: Stacks?.[0]?.StackStatus, tables, found: doctor() };
}

/** Runs the commands in what the doctor finds: one that looks, and one that deletes. */
function carryOutFixes({ stops }: Examined): void {
  for (const { fix = '' } of stops) for (const command of fix.match(/aws [^,;]*/g) ?? []) shell.run(command);
}

let first: Awaited<ReturnType<typeof failedDeployment>>;
let protectedOne: typeof first;
let cleanedUp: Examined;
let freed: Examined;
let outputs: Readonly<Record<string, string>>;

beforeAll(async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: TAKEN }));
  protectedOne = await failedDeployment({ ...SETTINGS, deletionProtection: 'true' });
  for (const commands of commandsIn('first-deployment.md', 'Clean up', STAGE)) shell.run(commands);
  cleanedUp = doctor();
  first = await failedDeployment(SETTINGS);
  carryOutFixes(first.found);
  freed = doctor();
  outputs = await cdk.deployAgain(STAGE);
}, 600_000);

afterAll(() => {
  cloudFormation.destroy();
  logs.destroy();
});

const inTheWay = {
  subject: 'names',
  state: 'stop',
  text: `the log group ${TAKEN} exists, and is in no stack`,
  fix: expect.stringMatching(
    `^look first .*if a stage before left it.*: aws logs delete-log-group --log-group-name ${TAKEN}$`,
  ) as string,
};

test('a first deployment fails at the name that is taken, and leaves no name behind', () => {
  expect(first.failure).toContain(TAKEN);
  expect(first.status).toBe('ROLLBACK_COMPLETE');
  // Of all the names of the stage, tables, secrets, functions and logs among them, only the one that was taken before.
  expect([first.found.status, first.found.stops]).toEqual([1, [inTheWay]]);
});

test('with deletionProtection the tables of a failed one stay, and the guide’s clean-up removes them', () => {
  expect(protectedOne.status).toBe('ROLLBACK_FAILED');
  expect(protectedOne.found.stops).toContainEqual(
    expect.objectContaining({ subject: 'stack', fix: 'docs/guides/first-deployment.md#clean-up' }),
  );
  const { users, sessions } = tableNames(STAGE);
  // The table of requests was not made yet.
  for (const table of [users, sessions]) expect(protectedOne.tables).toContain(table);
  expect(cleanedUp.stops).toEqual([inTheWay]);
});

test('once the name is free nothing stops, and each service of the account could be asked', () => {
  expect([freed.status, freed.stops]).toEqual([0, []]);
  expect(freed.findings.filter(({ text }) => text.startsWith('could not be looked at'))).toEqual([]);
});

test('the same command then deploys the stage, and its API answers', async () => {
  expect(outputs['ApiUrl']).toMatch(/^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/v1$/);
  expect(outputs['SiteUrl']).toMatch(/^https:\/\/\w+\.cloudfront\.net$/);
  const { status, json } = await httpCall({
    method: 'POST',
    url: `${apiUrlOf(emulator, outputs)}/password-resets`,
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect([status, json['code']]).toEqual([400, 'invalid-request']);
});

test('its pages call the API at their own host', async () => {
  const { hostname: Host } = new URL(outputs['SiteUrl'] ?? '');
  const headers = { Host, 'X-Forwarded-Proto': 'https' };
  const { json } = await httpCall({ method: 'GET', url: `${emulator}/config.json`, headers });
  expect(json).toMatchObject({ apiUrl: '/v1', captchaSiteKey: 'site-key-of-dev' });
});

test('the doctor finds its own names in it, and the secret that is still random', () => {
  const { status, findings, stops } = doctor();
  expect([status, stops]).toEqual([0, []]);
  expect(findings).toContainEqual({ subject: 'names', state: 'ok', text: 'all are the stack’s own' });
  expect(findings).toContainEqual({
    subject: 'secrets',
    state: 'warning',
    text: 'the captcha’s secret key was not put: nobody passes the captcha until then',
    fix: `aws secretsmanager put-secret-value --secret-id ${secretNames(STAGE).captcha} --secret-string file://FILE`,
  });
});

test('a stage without versions has nothing to move back, and the way by a deployment is named', () => {
  const { status, stdout } = shell.program('rollback', '--stage', STAGE, '--yes');
  expect([status, stdout]).toEqual([4, expect.stringContaining(`npm run deploy -- --stage ${STAGE} --now`)]);
});

describe('when the stage is removed', () => {
  let left: Examined;

  beforeAll(async () => {
    await cdk.destroy(STAGE);
    left = doctor();
    carryOutFixes(left);
  }, 300_000);

  test('its data stays, and the doctor names it with the commands that delete it', () => {
    const named = left.stops.map(({ text }) => text).join('\n');
    for (const table of Object.values(tableNames(STAGE))) expect(named).toContain(`the table ${table} exists`);
    expect(named).toContain(`the secret ${secretNames(STAGE).pepper} exists`);
    expect(named).toContain(`the log group ${logGroupOf(STAGE, 'audit-consumer')} exists`);
    expect(doctor().stops).toEqual([]);
  });
});

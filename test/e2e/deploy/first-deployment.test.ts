import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { spawnSync } from 'node:child_process';
import type { Finding } from '../../../cli/doctor/finding.ts';
import { tableNames } from '../../../lib/stage-names.ts';
import { REGION } from '../../../local/account.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { Cdk } from './cdk.ts';
import { environment, ROOT } from './command.ts';
import { ROOT_KEY } from './emulator.ts';

/**
 * The first deployment of a stage beside another one fails in the middle, because the name of one of its secrets is
 * taken. The doctor finds the name, its fix frees it, and the same command deploys the stage under the names that AWS
 * gives.
 */

const { dynamodb: emulator } = new Deployment().endpoints;
const config = {
  endpoint: emulator,
  region: REGION,
  credentials: { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY },
};
const secrets = new SecretsManagerClient(config);
const cloudFormation = new CloudFormationClient(config);
const dynamodb = new DynamoDBClient(config);

const STACK = 'PasswordReset-dev';
const TAKEN = 'password-reset/dev/captcha';
// The emulator takes no alarm on metric math. What holds data is kept, as in production.
const SETTINGS = { alarms: 'false', retainData: 'true' };

const cdk = new Cdk(emulator);

/** Runs a command of this repository as somebody with credentials of the emulator's account does. */
const command = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [file, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: environment({
      AWS_ENDPOINT_URL: emulator,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: ROOT_KEY,
      AWS_SECRET_ACCESS_KEY: ROOT_KEY,
    }),
  });

function doctor(): { status: number | null; findings: readonly Finding[] } {
  const { status, stdout, stderr } = command('bin/doctor.ts', '--stage', 'dev', '--json');
  if (stdout === '') throw new Error(`the doctor ended with ${status}: ${stderr}`);
  return { status, findings: (JSON.parse(stdout) as { findings: Finding[] }).findings };
}

const statusOf = async (): Promise<string | undefined> =>
  (await cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }))).Stacks?.[0]?.StackStatus;

let failure: unknown;
let statusAfterwards: string | undefined;
let tablesAfterwards: readonly string[];
let found: ReturnType<typeof doctor>;
let freed: ReturnType<typeof doctor>;
let outputs: Readonly<Record<string, string>>;

beforeAll(async () => {
  await secrets.send(new CreateSecretCommand({ Name: TAKEN, SecretString: 'of something else' }));
  failure = await cdk.deploy('dev', SETTINGS).catch((error: unknown) => error);
  statusAfterwards = await statusOf();
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  tablesAfterwards = TableNames.filter((name) => Object.values(tableNames('dev')).includes(name));
  found = doctor();
  // What the doctor's fix says, by the SDK.
  await secrets.send(new DeleteSecretCommand({ SecretId: TAKEN, ForceDeleteWithoutRecovery: true }));
  freed = doctor();
  outputs = await cdk.deploy('dev', SETTINGS);
}, 600_000);

afterAll(() => {
  secrets.destroy();
  cloudFormation.destroy();
  dynamodb.destroy();
});

test('the first deployment fails at the name that is taken, and CloudFormation rolls it back', () => {
  expect(failure).toBeInstanceOf(Error);
  expect(String(failure)).toContain(TAKEN);
  expect(statusAfterwards).toBe('ROLLBACK_COMPLETE');
});

test('no table of the failed deployment is left, though its data would be kept later', () => {
  expect(tablesAfterwards).toEqual([]);
});

test('the doctor names the secret that is in the way, with the command that deletes it', () => {
  expect(found.status).toBe(1);
  expect(found.findings.filter(({ state }) => state === 'stop')).toEqual([
    {
      subject: 'names',
      state: 'stop',
      text: `the secret ${TAKEN} exists, and is not this stack’s`,
      fix: `if a stage before left it: aws secretsmanager delete-secret --force-delete-without-recovery --secret-id ${TAKEN}`,
    },
  ]);
});

test('once the name is free nothing stops, and every service of the emulator was asked', () => {
  expect([freed.status, freed.findings.filter(({ state }) => state === 'stop')]).toEqual([0, []]);
  expect(freed.findings.filter(({ text }) => text.startsWith('could not be looked at'))).toEqual([]);
});

test('the same command then deploys the stage, beside another one', async () => {
  expect(await statusOf()).toBe('CREATE_COMPLETE');
  expect(outputs['ApiUrl']).toMatch(/^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/v1$/);
  expect(outputs['SiteUrl']).toMatch(/^https:\/\/\w+\.cloudfront\.net$/);
  const { CreatedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: TAKEN }));
  expect(CreatedDate).toBeInstanceOf(Date);
});

test('the doctor finds its own names in it, and the secret that is still random', () => {
  const { status, findings } = doctor();
  expect(status).toBe(0);
  expect(findings).toContainEqual({ subject: 'names', state: 'ok', text: 'all are the stack’s own' });
  expect(findings).toContainEqual(
    expect.objectContaining({ subject: 'secrets', state: 'warning', fix: expect.stringContaining(TAKEN) as unknown }),
  );
});

test('a stage without versions has nothing to move back, and the way by a deployment is named', () => {
  const { status, stdout } = command('bin/rollback.ts', '--stage', 'dev', '--yes');
  expect([status, stdout]).toEqual([4, expect.stringContaining('npm run deploy -- --stage dev --now')]);
});

test('its pages have the URL that API Gateway gave', async () => {
  const { hostname: Host } = new URL(outputs['SiteUrl'] ?? '');
  const headers = { Host, 'X-Forwarded-Proto': 'https' };
  const { json } = await httpCall({ method: 'GET', url: `${emulator}/config.json`, headers });
  expect(json).toMatchObject({ apiUrl: outputs['ApiUrl'], captchaSiteKey: 'site-key-of-dev' });
});

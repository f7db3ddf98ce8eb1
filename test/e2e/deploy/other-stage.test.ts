import { spawnSync } from 'node:child_process';
import type { Finding } from '../../../cli/doctor/finding.ts';
import { secretNames } from '../../../lib/stage-names.ts';
import { REGION } from '../../../local/account.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { Cdk } from './cdk.ts';
import { environment, ROOT } from './command.ts';
import { ROOT_KEY } from './emulator.ts';

/** A stage that lives under the names that AWS gives, where the stage under test has names of its own. */

const { dynamodb: emulator } = new Deployment().endpoints;
let outputs: Readonly<Record<string, string>>;

beforeAll(async () => {
  // The emulator takes no alarm on metric math.
  outputs = await new Cdk(emulator).deploy('dev', { alarms: 'false' });
}, 300_000);

test('the stage dev deploys as it is written, but for its alarms, beside another one', () => {
  expect(outputs['ApiUrl']).toMatch(/^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/v1$/);
  expect(outputs['SiteUrl']).toMatch(/^https:\/\/\w+\.cloudfront\.net$/);
});

test('its pages have the URL that API Gateway gave', async () => {
  const { hostname: Host } = new URL(outputs['SiteUrl'] ?? '');
  const headers = { Host, 'X-Forwarded-Proto': 'https' };
  const { json } = await httpCall({ method: 'GET', url: `${emulator}/config.json`, headers });
  expect(json).toMatchObject({ apiUrl: outputs['ApiUrl'], captchaSiteKey: 'site-key-of-dev' });
});

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

test('the doctor can ask each service about it, finds its own names, and the secret that is still random', () => {
  const { status, stdout } = command('bin/doctor.ts', '--stage', 'dev', '--json');
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  expect([status, findings.filter(({ state }) => state === 'stop')]).toEqual([0, []]);
  expect(findings.filter(({ text }) => text.startsWith('could not be looked at'))).toEqual([]);
  // Its topics are new: the stage has alarms, and this deployment has none.
  expect(findings).toContainEqual({ subject: 'names', state: 'ok', text: '2 new ones are free' });
  expect(findings).toContainEqual({
    subject: 'secrets',
    state: 'warning',
    text: 'the captcha’s secret key was not put: nobody passes the captcha until then',
    fix: `aws secretsmanager put-secret-value --secret-id ${secretNames('dev').captcha} --secret-string file://FILE`,
  });
});

test('a stage without versions has nothing to move back, and the way by a deployment is named', () => {
  const { status, stdout } = command('bin/rollback.ts', '--stage', 'dev', '--yes');
  expect([status, stdout]).toEqual([4, expect.stringContaining('npm run deploy -- --stage dev --now')]);
});

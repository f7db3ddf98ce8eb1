import { logGroupOf } from '../../../lib/stage-names.ts';
import { expecting } from '../../../testkit/deployment/deployment.ts';
import { readEndpoints } from '../../../testkit/deployment/endpoints.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { AltchaDeployment } from './altcha-deployment.ts';
import { ARCHIVE } from './archive.ts';
import { auditTrail, invoke } from './emulated.ts';
import { guideApp, guideCommand, guideCount, guideSettings } from './guide-app.ts';
import { OwnApp } from './own-app.ts';
import { stackResources } from './stack-resources.ts';

/**
 * The npm package as docs/guides/construct.md tells its reader to use it: installed from its archive into an empty
 * folder, the ten lines, a type-check, a synth, a deployment with the default settings, and a reset.
 */

const [STACK, STAGE] = ['Identity', 'prod'];
const [USER, ADDRESS] = ['first-user', 'first-user@example.org'];
const PASSWORD = 'eleven otters under the willow';

const { dynamodb: emulator } = readEndpoints();
const app = new OwnApp(emulator);

let outputs: Readonly<Record<string, string>>;
let deployment: AltchaDeployment;

beforeAll(async () => {
  await app.install(ARCHIVE);
  app.write('app.ts', guideApp());
  app.write('password-reset.config.json', guideSettings());
  await app.check();
  await app.cdk('synth', '--quiet');
  outputs = await app.deploy(STACK);
  deployment = new AltchaDeployment({ emulator, stage: STAGE, outputs });
}, 600_000);

afterAll(() => app[Symbol.dispose]());

test('every resource that the guide counts is made, with alarms, firewall and archive', async () => {
  const { Resources: wanted } = app.template(STACK) as { Resources: Record<string, { Type: string }> };
  expect(Object.keys(wanted)).toHaveLength(guideCount());
  const made = await stackResources(emulator, STACK);
  expect([...made.keys()].toSorted()).toEqual(Object.keys(wanted).toSorted());
  const incomplete = [...made.values()].filter(({ ResourceStatus }) => ResourceStatus !== 'CREATE_COMPLETE');
  expect(incomplete).toEqual([]);
  const types = Object.values(wanted).map(({ Type }) => Type);
  expect(types).toEqual(
    expect.arrayContaining(['AWS::CloudWatch::Alarm', 'AWS::WAFv2::WebACL', 'AWS::KinesisFirehose::DeliveryStream']),
  );
});

test('the DNS records that the guide adds are outputs', () => {
  const records = Object.entries(outputs).filter(([name]) => name.startsWith('Dns'));
  expect(records).toHaveLength(3);
  expect(Object.values(outputs).join('\n')).toContain('._domainkey.my-product.com');
});

test('the pages are served, and call the API at their own host', async () => {
  const { hostname: Host } = new URL(outputs['SiteUrl'] ?? '');
  const headers = { Host, 'X-Forwarded-Proto': 'https' };
  const get = (path: string) => httpCall({ method: 'GET', url: `${emulator}${path}`, headers });
  for (const path of ['/', '/forgot-password', '/embed.js'])
    expect([path, (await get(path)).status]).toEqual([path, 200]);
  expect((await get('/config.json')).json).toMatchObject({ apiUrl: '/v1', captchaProvider: 'altcha' });
  const refused = await httpCall({
    method: 'POST',
    url: `${emulator}/v1/password-resets`,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect([refused.status, refused.json['code']]).toEqual([400, 'invalid-request']);
});

test('who is added by the guide’s command sets a password by a mailed code, and logs in', async () => {
  await app.command(...guideCommand('ops users add', { ME: USER, 'MY@ADDRESS': ADDRESS }));
  const token = await deployment.verifiedToken(USER, ADDRESS);
  expecting(200, await deployment.complete(token, PASSWORD));
  await deployment.mailbox.waitFor(ADDRESS, 'changed');
  const { json } = expecting(201, await deployment.logIn(USER, PASSWORD));
  expect((await deployment.whoAmI(json['sessionToken'])).json).toMatchObject({ userId: USER });
  expect(JSON.parse(await app.command('ops', 'users', 'show', USER, '--stage', STAGE, '--json'))).toMatchObject({
    users: [{ userId: USER, status: 'active' }],
  });
});

test('the package’s command finds the audit trail whole', async () => {
  await invoke(emulator, `password-reset-${STAGE}-audit-checkpoint`);
  app.write('trail.jsonl', await auditTrail(emulator, logGroupOf(STAGE, 'audit-consumer'), 'trail_checkpoint'));
  const found = await app.command('audit', 'verify', 'trail.jsonl', '--whole', '--stage', STAGE);
  expect(found).toMatch(/^\d\d events, .* 0 findings$/m);
  expect(found).toMatch(/^Whole from /m);
});

test('an unchanged app has no differences', async () => {
  expect(await app.cdk('diff', '--fail')).toContain('There were no differences');
});

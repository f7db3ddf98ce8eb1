import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { Cdk } from './cdk.ts';

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

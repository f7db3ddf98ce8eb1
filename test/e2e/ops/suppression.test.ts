import { PutSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { orders, ops } from './ops.ts';

const deployment = new Deployment();
const ses = new SESv2Client({
  endpoint: deployment.endpoints.ses,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const ADDRESS = 'bounced@example.com';

beforeEach(() => ses.send(new PutSuppressedDestinationCommand({ EmailAddress: ADDRESS, Reason: 'BOUNCE' })));
afterAll(() => ses.destroy());

test('a suppressed address is shown with the reason and the time', async () => {
  const { code, out } = await ops('suppression', 'show', ADDRESS, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    suppressed: true,
    reason: 'BOUNCE',
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect((await ops('suppression', 'show', ADDRESS)).out).toMatch(/^Suppressed +yes\nReason +BOUNCE\n/);
});

test('a suppressed address is cleared, which is on record by a digest', async () => {
  const { code, out } = await ops('suppression', 'clear', ADDRESS);
  expect({ code, out }).toEqual({ code: 0, out: 'Cleared. It was on the list for BOUNCE.\n' });
  expect((await ops('suppression', 'show', ADDRESS)).code).toBe(1);
  const [order] = await orders(deployment, 'suppression_clearance_ordered');
  expect(order).toMatchObject({ actor: 'administrator', subject: expect.stringMatching(/^[\w-]{22}$/) });
});

test.each(['show', 'clear'])('an address that is not suppressed is not found (%s)', async (action) => {
  const { code, err } = await ops('suppression', action, 'works@example.com');
  expect(code).toBe(1);
  expect(err).toContain('is not on the suppression list');
});

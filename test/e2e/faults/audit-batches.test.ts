import { expecting } from '../../../testkit/deployment/deployment.ts';
import { addressOf, FaultyCloud } from './faulty-cloud.ts';

/** Seconds: longer than a start and its mail take, with cold starts. */
const WINDOW = 10;
const USER = 'user-0001';

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('audit-batches', { auditBatchingSeconds: String(WINDOW) });
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

test('a batch is published whole although its first events fail at first, and no mail waits for it', async () => {
  // The key of the MACs cannot be read when the batch is due.
  const isKeyOfMacs = ({ caller }: { readonly caller: string | undefined }) => caller === 'audit-consumer';
  const down = { kind: 'answer', status: 400, body: '{"__type":"AccessDeniedException"}' } as const;
  cloud.wires.secretsManager.inject({ fault: down, matches: isKeyOfMacs, times: 2 });

  const { started, otp } = await cloud.mailed(USER);
  expect(cloud.trail(started)).toEqual([]);
  const { resetToken } = expecting(200, await cloud.deployment.verify(started, otp)).json;
  expecting(200, await cloud.deployment.complete(String(resetToken), 'a brand new phrase of one'));
  await cloud.deployment.mailbox.waitFor(addressOf(USER), started.reference, 'changed');

  const { events } = await cloud.wholeTrail(started);
  expect(events.slice(0, 2)).toEqual(['reset_requested', 'otp_mailed']);
  expect(events).toEqual(expect.arrayContaining(['otp_verified', 'password_changed', 'change_notified']));
  expect(cloud.wires.secretsManager.injected.get('answer')).toBe(2);
});

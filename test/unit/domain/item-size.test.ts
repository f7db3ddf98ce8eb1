import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { type IdempotencyKey, type Password, Secret } from '../../../functions/domain/secret.ts';
import { completeReset } from '../../../functions/use-cases/complete-reset.ts';
import { recordMailOutcome } from '../../../functions/use-cases/record-mail-outcome.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { OLD_PASSWORD, rules, World } from '../../../testkit/fakes/world.ts';
import { startReset, verifyOtp } from '../../../testkit/fakes/calls.ts';

/**
 * Bytes of a value as DynamoDB bills it:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L !== undefined) return 3 + value.L.reduce((sum, entry) => sum + 1 + sizeOf(entry), 0);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + sizeOfMembers(value.M);
  throw new Error(`no size is known of ${Object.keys(value).join()}`);
}

const sizeOfMembers = (members: Record<string, AttributeValue>): number =>
  Object.entries(members).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);

/** Values as long as a deployment has them: versions of secrets, names of mails, the rules in force. */
const VERSION = '11112222-3333-4444-8555-666677778888';
const MESSAGE_ID = '010701934c5fa0b1-3c7a1fd2-94b1-4d0c-8c1e-6f1b7a3e5d20-000000';
const IN_FORCE = { policy: 'digits8-min15-5x3x10', directory: 'built-in' };

/**
 * Sizes of a reset's item after each write, where the delivery of its mail is reported before the code is entered.
 */
async function sizesOf(userId: string, address: string, key?: IdempotencyKey): Promise<[string, number][]> {
  const world = new World();
  const versioned = { current: async () => ({ version: VERSION, key: Buffer.alloc(32, 1) }) };
  for (const keys of [world.peppers, world.subjectKeys])
    Object.assign(keys, { ...versioned, previous: async () => undefined, version: versioned.current });
  world.directory.add({ userId, addresses: [address], status: 'active' }, OLD_PASSWORD);
  const call = callFrom('2001:db8:1234:5678::1');
  const started = await startReset(world, rules, {
    userId,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    ...call,
    origin: { ...call.origin, key: VERSION.slice(0, 8) },
  });
  if (started.kind !== 'issued') throw new Error(started.kind);
  await world.deliver();
  const label = world.mailer.labels.at(-1);
  if (label === undefined) throw new Error('no mail');
  const at = Math.floor(world.clock.now().getTime() / 1000);
  await recordMailOutcome(world, {
    request: label.request,
    messageId: MESSAGE_ID,
    delivery: { mail: 'otp', recipient: label.recipient, outcome: 'delivered', at },
  });
  const verified = await verifyOtp(world, rules, {
    resetId: started.resetId,
    otp: world.newestOtp(),
    idempotencyKey: key,
    ...call,
  });
  if (verified.kind !== 'verified') throw new Error(verified.kind);
  const newPassword = new Secret('a brand new phrase') as Password;
  await completeReset(world, rules, {
    resetToken: verified.resetToken,
    newPassword,
    idempotencyKey: key,
    ...call,
  });
  await world.deliver();
  return world.resets.writes.map((write) => {
    const item = { ...write, lastEvent: { ...write.lastEvent, in: IN_FORCE } };
    return [write.lastEvent.event, sizeOfMembers(marshall(item, { removeUndefinedValues: true }))];
  });
}

/** Bytes in one write unit. */
const UNIT = 1024;

const key = new Secret<'idempotency-key'>('5f0a1c94d2b84e6f9a37c1d0e8b2f463');

test.each([
  ['alice', 'alice@example.com', key],
  ['firstname.lastname@mail.example.com', 'firstname.lastname@mail.example.com', undefined],
])('every write of a reset of %s costs one write unit, and there are eight', async (userId, address, repeated) => {
  const sizes = await sizesOf(userId, address, repeated);
  process.stdout.write(`${userId}: ${sizes.map((entry) => entry.join(' ')).join(', ')} bytes\n`);
  expect(sizes.map(([event]) => event)).toEqual([
    'reset_requested',
    'otp_mailed',
    'mail_delivered',
    'otp_attempted',
    'otp_verified',
    'password_applying',
    'password_changed',
    'change_notified',
  ]);
  expect(sizes.filter(([, size]) => size > UNIT)).toEqual([]);
});

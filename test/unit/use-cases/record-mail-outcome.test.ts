import { type DeliveryOutcome, MAXIMUM_DELIVERIES } from '../../../functions/domain/delivery.ts';
import { subjectDigest } from '../../../functions/domain/digest.ts';
import { recordMailOutcome } from '../../../functions/use-cases/record-mail-outcome.ts';
import { callFrom } from '../../../testkit/fakes/caller.ts';
import { KEPT } from '../../../functions/domain/reset-steps.ts';
import { rules, World } from '../../../testkit/fakes/world.ts';
import { remindUserId } from '../../../testkit/fakes/calls.ts';

/** Reports the outcome of the newest mail, or of the one at a place. */
function tell(
  world: World,
  outcome: DeliveryOutcome,
  { messageId = 'message-1', mail = world.mailer.sent.length - 1 } = {},
) {
  const [message, label] = [world.mailer.sent[mail], world.mailer.labels[mail]];
  if (message === undefined || label === undefined) throw new Error('no mail was sent');
  const { request, recipient } = label;
  const delivery = { mail: message.kind, recipient, outcome, at: 1_795_428_000 };
  return recordMailOutcome(world, { request, messageId, delivery });
}

const recipientOf = async (world: World, address: string) => subjectDigest(await world.subjectKeys.current(), address);

describe('recording the outcome of a mail', () => {
  test('names each recipient by a keyed digest, so that two addresses can be told apart', async () => {
    const world = new World();
    await world.start('bob');
    expect(await tell(world, 'delivered', { mail: 0, messageId: 'first' })).toBe('recorded');
    expect(await tell(world, 'bounced', { mail: 1, messageId: 'second' })).toBe('recorded');
    expect(world.newest().deliveries).toMatchObject({
      first: { mail: 'otp', outcome: 'delivered', recipient: await recipientOf(world, 'bob@example.com') },
      second: { mail: 'otp', outcome: 'bounced', recipient: await recipientOf(world, 'bob.builder@example.net') },
    });
    expect(JSON.stringify(world.newest().deliveries)).not.toContain('bob');
    expect(world.newest()).toMatchObject({ state: 'SENT' });
  });

  test('finds the record of the mail, of a reset as of a reminder', async () => {
    const world = new World();
    const kinds: string[] = [];
    const noted = async () => {
      expect(await tell(world, 'delivered', { messageId: `message-${kinds.length}` })).toBe('recorded');
      kinds.push(world.mailer.sent.at(-1)?.kind ?? '');
    };
    for (let start = 0; start <= rules.codesPerHour; start++) {
      world.clock.advance(61);
      await world.start('alice', `198.51.100.${start}`);
    }
    await noted();
    await remindUserId(world, rules, { email: 'dana@example.com', ...callFrom('198.51.100.7') });
    await world.deliver();
    await noted();
    expect(world.newest().kind).toBe('reminder');
    await world.start('bob');
    await noted();
    expect(kinds).toEqual(['limit-reached', 'user-id-list', 'otp']);
  });

  test('ignores a repeated event, and a weaker one after a stronger one', async () => {
    const world = new World();
    await world.start('alice');
    expect(await tell(world, 'bounced')).toBe('recorded');
    const record = world.newest();
    expect(await tell(world, 'bounced')).toBe('repeated');
    expect(await tell(world, 'delivered')).toBe('repeated');
    expect(world.newest()).toEqual(record);
    expect(await tell(world, 'complained')).toBe('recorded');
  });

  test('writes nothing when the record has expired or is gone', async () => {
    const world = new World();
    await world.start('alice');
    world.clock.advance(KEPT);
    const { writes } = world.resets;
    const before = writes.length;
    expect(await tell(world, 'bounced')).toBe('late');
    world.resets.records.clear();
    expect(await tell(world, 'bounced')).toBe('late');
    expect(writes).toHaveLength(before);
  });

  test('keeps a bounded number of outcomes', async () => {
    const world = new World();
    await world.start('alice');
    for (let mail = 0; mail < MAXIMUM_DELIVERIES; mail++)
      await tell(world, 'delivered', { messageId: `message-${mail}` });
    expect(await tell(world, 'delivered', { messageId: 'one-too-many' })).toBe('left-out');
    expect(Object.keys(world.newest().deliveries ?? {})).toHaveLength(MAXIMUM_DELIVERIES);
  });

  test('is audited once, with the next number, and names request, mail and recipient without an address', async () => {
    const world = new World();
    const { reference } = await world.start('alice');
    await tell(world, 'delivered');
    await tell(world, 'delivered');
    await tell(world, 'complained');
    const events = await world.publish();
    expect(events.map(({ event, sequence }) => [event, sequence])).toEqual([
      ['reset_requested', 1],
      ['otp_mailed', 2],
      ['mail_delivered', 3],
      ['mail_complained', 4],
    ]);
    expect(events.at(-1)).toMatchObject({
      actor: 'system',
      reference,
      mail: 'otp',
      recipient: await recipientOf(world, 'alice@example.com'),
    });
    expect(JSON.stringify(events)).not.toContain('alice');
  });
});

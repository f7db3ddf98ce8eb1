import { mailEvents } from '../../../functions/triggers/mail-events.ts';
import { sesEventReader } from '../../../functions/triggers/ses-event.ts';
import type { Telemetry } from '../../../functions/runtime/telemetry.ts';
import { sesEvent, type SesEventType } from '../../../local/emulators/ses-events.ts';
import { World } from '../../../testkit/fakes/world.ts';

const origin = { account: '000000000000', region: 'us-east-1', configurationSet: 'password-reset-laptop' };
const read = sesEventReader(origin);
const digest = (letter: string): string => letter.repeat(43);

const sent = {
  messageId: '0100018f-0d5e-4c3b-9b1a-000000',
  source: 'no-reply@example.com',
  to: 'alice@example.com',
  subject: 'Your code',
  configurationSet: origin.configurationSet,
  tags: { mail: 'otp', request: digest('r'), recipient: 'R'.repeat(22) },
  sentAt: new Date('2026-11-24T10:00:00Z'),
};

const event = (type: SesEventType, details: object = {}) => structuredClone(sesEvent(type, sent, details));

describe('reading an event', () => {
  test.each<[SesEventType, object, object]>([
    ['Delivery', {}, { outcome: 'delivered' }],
    [
      'Bounce',
      { bounceType: 'Permanent', bounceSubType: 'NoEmail' },
      { outcome: 'bounced', reason: 'Permanent/NoEmail' },
    ],
    [
      'Bounce',
      { bounceType: 'Permanent', bounceSubType: 'OnAccountSuppressionList' },
      { outcome: 'bounced', reason: 'Permanent/OnAccountSuppressionList' },
    ],
    ['Bounce', { bounceType: 'Odd', bounceSubType: 'alice@example.com' }, { outcome: 'bounced', reason: 'unlisted' }],
    ['Complaint', { complaintFeedbackType: 'abuse' }, { outcome: 'complained', reason: 'abuse' }],
    ['Complaint', {}, { outcome: 'complained', reason: 'other' }],
    [
      'Complaint',
      { complaintSubType: 'OnAccountSuppressionList' },
      { outcome: 'complained', reason: 'OnAccountSuppressionList' },
    ],
    ['Reject', { reason: 'Bad content' }, { outcome: 'rejected', reason: 'Bad content' }],
  ])('%s %j gives %j and the labels of the mail, and no address', (type, details, expected) => {
    const reading = read(event(type, details));
    expect(reading).toEqual({
      kind: 'read',
      report: {
        request: digest('r'),
        messageId: sent.messageId,
        delivery: { mail: 'otp', recipient: 'R'.repeat(22), at: expect.any(Number), ...expected },
      },
    });
    expect(JSON.stringify(reading)).not.toContain('@');
  });

  type Event = ReturnType<typeof event>;
  const inMail = (change: object) => (original: Event) => ({
    ...original,
    detail: { ...Object(original['detail']), mail: { ...Object(original['detail']).mail, ...change } },
  });
  const inTags = (change: object) => (original: Event) =>
    inMail({ tags: { ...Object(original['detail']).mail.tags, ...change } })(original);

  test.each<[string, (original: Event) => unknown]>([
    ['another source', (original) => ({ ...original, source: 'com.example' })],
    ['another account', (original) => ({ ...original, account: '999999999999' })],
    ['another region', (original) => ({ ...original, region: 'eu-west-1' })],
    ['another sender', inMail({ sendingAccountId: '999999999999' })],
    ['another configuration set', inTags({ 'ses:configuration-set': ['marketing'] })],
    ['two configuration sets', inTags({ 'ses:configuration-set': [origin.configurationSet, 'marketing'] })],
    ['no label of ours', inTags({ request: undefined })],
    ['two requests', inTags({ request: [digest('r'), digest('s')] })],
    ['a key in place of a digest', inTags({ request: [`RESET#${digest('r')}`] })],
    ['a digest with a line break', inTags({ request: [`${digest('r').slice(1)}\n`] })],
    ['an address in place of a digest', inTags({ recipient: ['alice@example.com'] })],
    ['a kind of mail that is not ours', inTags({ mail: ['newsletter'] })],
    ['a message ID that is a path', inMail({ messageId: '__proto__' })],
    ['a message ID that is too long', inMail({ messageId: 'a'.repeat(101) })],
    ['no time', (original) => ({ ...original, detail: { ...Object(original['detail']), delivery: {} } })],
    ['another type', (original) => ({ ...original, detail: { ...Object(original['detail']), eventType: 'Open' } })],
    ['nothing', () => undefined],
    ['a list', () => []],
    ['text', () => 'alice@example.com'],
  ])('refuses %s, and names the place without the value', (_what, change) => {
    const reading = read(change(event('Delivery')));
    expect(reading.kind).toBe('refused');
    expect(JSON.stringify(reading)).not.toMatch(/example|9999|marketing|newsletter/);
  });
});

describe('the function', () => {
  const recorder = () => {
    const counts: string[] = [];
    const lines: unknown[][] = [];
    const logger = { warn: (...line: unknown[]) => lines.push(line), info: (...line: unknown[]) => lines.push(line) };
    const telemetry = { logger, count: (outcome: string) => counts.push(outcome) } as unknown as Telemetry<string>;
    return { counts, lines, telemetry };
  };
  const started = async () => {
    const world = new World();
    await world.start('alice');
    const tags = { mail: 'otp', ...world.mailer.labels[0] };
    return { world, delivered: sesEvent('Delivery', { ...sent, tags }) };
  };

  test('counts an outcome once, and a repeat as one', async () => {
    const { world, delivered } = await started();
    const { counts, telemetry } = recorder();
    const handler = mailEvents(world, origin, telemetry);
    await handler(delivered);
    await handler(delivered);
    expect(counts).toEqual(['delivered', 'repeated']);
    expect(world.newest()).toMatchObject({ sequence: 3, lastEvent: { event: 'mail_delivered' } });
  });

  test('counts an outcome that came too late, and logs it without an address', async () => {
    const { world, delivered } = await started();
    const { counts, lines, telemetry } = recorder();
    world.resets.records.clear();
    await mailEvents(world, origin, telemetry)(delivered);
    expect(counts).toEqual(['late', 'delivered']);
    expect(JSON.stringify(lines)).not.toContain('alice');
    expect(world.resets.writes).toHaveLength(2);
  });

  test('counts a refused event, and writes nothing', async () => {
    const { world, delivered } = await started();
    const { counts, lines, telemetry } = recorder();
    await mailEvents(world, origin, telemetry)({ ...delivered, account: '999999999999' });
    expect(counts).toEqual(['refused']);
    expect(lines).toEqual([[expect.any(String), { wrong: ['account'] }]]);
    expect(world.resets.writes).toHaveLength(2);
  });

  test('throws where the table is down, so that the event comes again', async () => {
    const { world, delivered } = await started();
    const { counts, telemetry } = recorder();
    const resets = { take: () => Promise.reject(new Error('the table is down')) };
    const ports = {
      clock: world.clock,
      resets: Object.assign(Object.create(world.resets), resets) as typeof world.resets,
    };
    await expect(mailEvents(ports, origin, telemetry)(delivered)).rejects.toThrow('the table is down');
    expect(counts).toEqual([]);
  });
});

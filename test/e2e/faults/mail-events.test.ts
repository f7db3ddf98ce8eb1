import { setTimeout as sleep } from 'node:timers/promises';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { digest } from '../../../functions/domain/digest.ts';
import type { ResetRecord } from '../../../functions/domain/reset-record.ts';
import { Deployment, type Started } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { type MailEvent, MailService } from '../../../testkit/deployment/mail-service.ts';
import { shown } from '../../../testkit/deployment/shown-answer.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { StoredItems } from '../../../testkit/deployment/stored-items.ts';
import { quiet } from '../../../testkit/deployment/quiet.ts';

const deployment = new Deployment();
const inside = new StoredItems(deployment.endpoints.dynamodb);
const mails = new MailService(deployment);
const addressOf = (userId: string): string => `${userId}@example.com`;
const users = ['user-0131', 'user-0132', 'user-0133', 'user-0134', 'user-0135', 'user-0136'];

/** Milliseconds to wait for an event, with a cold start on a busy machine. */
const PATIENCE = 120_000;

async function until<Value>(what: string, look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error(`${what} did not come in ${PATIENCE} ms`);
}

const requestOf = ({ resetId }: Pick<Started, 'resetId'>): string => digest(resetId);
const deliveriesOf = (record: ResetRecord | undefined) => Object.values(record?.deliveries ?? {});

/**
 * Waits until a record has an outcome of one of its mails, which can come before its step `otp_mailed`, and that
 * step.
 */
const recorded = (started: Started, outcome: string): Promise<ResetRecord> =>
  until(`${outcome} on ${started.reference}`, async () => {
    const record = await inside.reset(started);
    const isThere = deliveriesOf(record).some((delivery) => delivery.outcome === outcome);
    return isThere && record?.state !== 'REQUESTED' ? record : undefined;
  });

const auditTrail = ({ reference }: Started): PublishedEvent[] =>
  logLines(deployment.endpoints.logs)
    .filter((line) => line.startsWith('{"audit":'))
    .map((line) => (JSON.parse(line) as { audit: PublishedEvent }).audit)
    .filter((event) => event.reference === reference);

/** Waits until the trail of a request has as many events as its record counts; returns it. */
const published = (started: Started, { sequence }: ResetRecord): Promise<PublishedEvent[]> =>
  until(`${sequence} audit events of ${started.reference}`, () => {
    const trail = auditTrail(started);
    return trail.length >= sequence ? trail : undefined;
  });

const functionLog = (): string[] =>
  logLines(deployment.endpoints.logs).filter((line) => line.includes('"service":"mail-events"'));

const counted = (metric: string): number =>
  functionLog().filter((line) => line.includes('"_aws"') && line.includes(`"${metric}":1`)).length;

/** Puts an event on the bus, and waits until the function has logged its result. */
async function bring(event: unknown, metric: string): Promise<void> {
  const before = counted(metric);
  await mails.putEvent(event);
  await until(`a further ${metric}`, () => (counted(metric) > before ? true : undefined));
}

const eventOf = (started: Started, type: string): Promise<MailEvent> =>
  until(`the ${type} of ${started.reference}`, async () =>
    (await mails.eventsOf(requestOf(started))).find(({ detail }) => detail.eventType === type),
  );

/** Starts a request, whatever was started for the user within the cooldown. */
async function start(userId: string): Promise<Started> {
  await inside.renewBudgets(userId);
  return deployment.start(userId, { from: ownSource() });
}

beforeAll(() => inside.renewBudgets(...users));

test('10. a delivered mail is recorded with a digest of its recipient, and the request stays as it was', async () => {
  const started = await start('user-0131');
  const record = await recorded(started, 'delivered');
  expect(record).toMatchObject({ state: 'SENT', attempts: 0, issue: 1 });
  expect(deliveriesOf(record)).toEqual([
    {
      mail: 'otp',
      outcome: 'delivered',
      recipient: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      at: expect.any(Number),
    },
  ]);
  const trail = await published(started, record);
  expect(trail.map(({ event }) => event).toSorted()).toEqual(['mail_delivered', 'otp_mailed', 'reset_requested']);
  expect(trail.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  const otp = await deployment.otpOf(started, addressOf('user-0131'));
  expect((await deployment.verify(started, otp)).status).toBe(200);
});

test('10. a hard bounce is recorded and suppresses the address; the next start answers the same, and its mail is not sent', async () => {
  const [userId, address] = ['user-0132', addressOf('user-0132')];
  const answered = async (id: string) => {
    await inside.renewBudgets(id);
    const answer = await deployment.call('start-reset', { userId: id }, { from: ownSource() });
    return { answer, started: answer.json as unknown as Started };
  };
  const form = ({ answer }: Awaited<ReturnType<typeof answered>>) => {
    const { status, headers, text } = shown(answer);
    return { status, headers, fields: Object.keys(JSON.parse(text) as object), length: text.length };
  };
  await mails.setOutcome(address, 'bounce');
  const bounced = await answered(userId);
  expect(deliveriesOf(await recorded(bounced.started, 'bounced'))).toMatchObject([
    { mail: 'otp', outcome: 'bounced', reason: 'Permanent/General' },
  ]);
  expect(await mails.suppression(address)).toBe('BOUNCE');

  await mails.setOutcome(address, 'ok');
  const suppressed = await answered(userId);
  const record = await recorded(suppressed.started, 'bounced');
  expect(deliveriesOf(record)).toMatchObject([{ reason: 'Permanent/OnAccountSuppressionList' }]);
  expect(await deployment.mailbox.to(address)).toEqual([]);
  const unknown = await answered('nobody-of-that-name');
  expect(form(suppressed)).toEqual(form(unknown));
  expect(form(bounced)).toEqual(form(unknown));
  const guess = (started: Started) => deployment.verify(started, '00000000');
  expect(shown(await guess(suppressed.started))).toEqual(shown(await guess(unknown.started)));

  const trail = await published(suppressed.started, record);
  expect(trail.filter(({ event }) => event === 'mail_bounced')).toMatchObject([
    { actor: 'system', reason: 'Permanent/OnAccountSuppressionList', mail: 'otp', recipient: expect.any(String) },
  ]);

  await mails.clearSuppression(address);
  expect(await mails.suppression(address)).toBeUndefined();
  const cleared = await start(userId);
  await deployment.otpOf(cleared, address);
});

test('10. a complaint is recorded over the delivery, suppresses the address, and changes no answer', async () => {
  const [userId, address] = ['user-0133', addressOf('user-0133')];
  await mails.setOutcome(address, 'complaint');
  const started = await start(userId);
  const record = await recorded(started, 'complained');
  await mails.setOutcome(address, 'ok');
  expect(deliveriesOf(record)).toMatchObject([{ outcome: 'complained', reason: 'abuse' }]);
  expect(await mails.suppression(address)).toBe('COMPLAINT');
  await mails.clearSuppression(address);
  const otp = await deployment.otpOf(started, address);
  expect((await deployment.verify(started, otp)).status).toBe(200);
  const trail = await published(started, record);
  expect(trail.filter(({ event }) => event === 'mail_complained')).toHaveLength(1);
});

test('10. a mail that SES rejects after accepting it is recorded', async () => {
  const address = addressOf('user-0134');
  await mails.setOutcome(address, 'virus');
  const started = await start('user-0134');
  const record = await recorded(started, 'rejected');
  await mails.setOutcome(address, 'ok');
  expect(deliveriesOf(record)).toMatchObject([{ outcome: 'rejected', reason: 'Bad content' }]);
});

test('16. a repeated or late event has no second effect, and the trail has each outcome once, in sequence', async () => {
  const address = addressOf('user-0135');
  await mails.setOutcome(address, 'bounce');
  const started = await start('user-0135');
  await recorded(started, 'bounced');
  await mails.setOutcome(address, 'ok');
  await mails.clearSuppression(address);
  const record = await inside.settled(started);

  const event = await eventOf(started, 'Bounce');
  await bring(event, 'repeated');
  const late = { eventType: 'Delivery', mail: event.detail.mail, delivery: event.detail['bounce'] };
  await bring({ ...event, 'detail-type': 'Email Delivered', detail: late }, 'repeated');
  expect(await inside.reset(started)).toEqual(record);
  const trail = await published(started, record);
  await sleep(500);
  expect(auditTrail(started)).toEqual(trail);
  expect(trail.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(trail.filter(({ event: name }) => name === 'mail_bounced')).toHaveLength(1);
});

test('a forged event is refused: it is counted, nothing is written, and no log repeats its content', async () => {
  const started = await start('user-0136');
  await recorded(started, 'delivered');
  const before = await inside.settled(started);
  const real = await eventOf(started, 'Delivery');
  const said = `said-by-a-forger-${Date.now()}@example.org`;
  const complaint = (mail: MailEvent['detail']['mail']) => ({
    ...real,
    detail: { eventType: 'Complaint', mail, complaint: { ...Object(real.detail['delivery']), complaintSubType: said } },
  });
  const { mail } = real.detail;
  await bring(complaint({ ...mail, sendingAccountId: '999999999999', destination: [said] }), 'refused');
  await bring(complaint({ ...mail, tags: { ...mail.tags, request: [said] } }), 'refused');
  await bring(complaint({ ...mail, messageId: `../${said}` }), 'refused');
  await bring({ ...real, detail: { ...real.detail, eventType: said } }, 'refused');
  expect(await inside.reset(started)).toEqual(before);
  expect(logLines(deployment.endpoints.logs).filter((line) => line.includes('said-by-a-forger'))).toEqual([]);
});

test('an event from another account, region, source or configuration set does not reach the function', async () => {
  const started = await start('user-0131');
  const real = await eventOf(started, 'Delivery');
  await recorded(started, 'delivered');
  // The function writes its line after the record.
  await quiet(deployment.endpoints.logs);
  const before = functionLog().length;
  for (const other of [{ account: '999999999999' }, { region: 'eu-west-9' }, { source: 'com.example.forger' }]) {
    await mails.putEvent({ ...real, ...other });
  }
  const tags = { ...real.detail.mail.tags, 'ses:configuration-set': ['marketing'] };
  await mails.putEvent({ ...real, detail: { ...real.detail, mail: { ...real.detail.mail, tags } } });
  await sleep(1000);
  expect(functionLog()).toHaveLength(before);
});

test('an outcome of a request that has expired or is gone is counted and writes nothing', async () => {
  const started = await start('user-0134');
  await recorded(started, 'delivered');
  const real = await eventOf(started, 'Delivery');
  await inside.changeReset(started, { expiresAt: Math.floor(Date.now() / 1000) - 1 });
  await bring({ ...real, detail: { ...real.detail, mail: { ...real.detail.mail, messageId: 'another' } } }, 'late');
  expect(Object.keys((await inside.reset(started))?.deliveries ?? {})).not.toContain('another');
  const gone = { ...real.detail.mail.tags, request: ['g'.repeat(43)] };
  await bring({ ...real, detail: { ...real.detail, mail: { ...real.detail.mail, tags: gone } } }, 'late');
});

test('no log line and no dead letter names an address whose mails bounced', () => {
  const lines = logLines(deployment.endpoints.logs);
  expect(users.filter((userId) => lines.some((line) => line.includes(userId)))).toEqual([]);
});

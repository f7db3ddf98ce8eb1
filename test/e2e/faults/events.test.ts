import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { BusEvent } from '../../../functions/domain/bus-event.ts';
import { expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { CLIENT } from '../../unit/local/emulators/temporary-folder.ts';
import { addressOf, FaultyCloud, until } from './faulty-cloud.ts';

/** Events of a complete reset that applications get. */
const OF_A_RESET = [
  'reset_requested',
  'otp_mailed',
  'otp_verified',
  'password_changed',
  'sessions_ended',
  'change_notified',
];

interface Delivered {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: BusEvent;
}

let cloud: FaultyCloud;
beforeAll(async () => {
  cloud = await FaultyCloud.start('events', { eventBus: 'default' });
});
afterAll(() => cloud.stop());
afterEach(() => cloud.clearFaults());

const linesOf = (file: string): string[] => {
  const path = join(cloud.deployment.endpoints.logs, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
};
const deliveredOf = ({ reference }: Started): Delivered[] =>
  linesOf('event-bus.jsonl')
    .map((line) => JSON.parse(line) as Delivered)
    .filter(({ detail }) => detail.reference === reference);

async function reset(userId: string): Promise<Started> {
  const { started, resetToken } = await cloud.verified(userId);
  expecting(200, await cloud.deployment.complete(resetToken, `a brand new phrase of ${userId}`));
  await cloud.deployment.mailbox.waitFor(addressOf(userId), started.reference, 'changed');
  // The notice is recorded a moment after it was sent.
  await cloud.inside.settled(started);
  return started;
}

const allDelivered = (started: Started) =>
  until(`all events of ${started.reference}`, () => {
    const events = deliveredOf(started);
    const names = new Set(events.map(({ detail }) => detail.event));
    return OF_A_RESET.every((name) => names.has(name as BusEvent['event'])) ? events : undefined;
  });

test('a bus that fails twice gets every event of a reset, and the trail has each step once', async () => {
  const down = { kind: 'answer', status: 500, body: '{"__type":"InternalException"}' } as const;
  // Three tries of the SDK are one of Lambda.
  cloud.wires.eventBridge.inject({ fault: down, times: 6 });
  const started = await reset('user-0001');
  const events = await allDelivered(started);
  const sequences = new Map(events.map(({ detail }) => [detail.id, detail.sequence]));
  expect(sequences.size).toBe(OF_A_RESET.length);
  expect(cloud.wires.eventBridge.injected.get('answer')).toBe(6);
  for (const { source, detail, 'detail-type': name } of events)
    expect([source, name]).toEqual(['password-reset.laptop', detail.event]);

  await cloud.wholeTrail(started);
  const lines = linesOf('audit-consumer.jsonl').filter((line) => line.includes(started.reference));
  expect(new Set(lines).size).toBe(lines.length);
});

test('a bus that is down holds up neither mails nor the trail, and its events wait in a queue for an operator', async () => {
  const down = { kind: 'answer', status: 400, body: '{"__type":"ResourceNotFoundException"}' } as const;
  cloud.wires.eventBridge.inject({ fault: down });
  const started = await reset('user-0002');
  const { events } = await cloud.wholeTrail(started);
  expect(events).toEqual(expect.arrayContaining(['password_changed', 'change_notified']));
  expect(deliveredOf(started)).toEqual([]);

  const given = await until('all events in the queue', () => {
    const payloads = queue();
    const text = payloads.map(({ awslogs }) => gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()).join();
    return OF_A_RESET.every((name) => text.includes(`\\"event\\":\\"${name}\\"`)) ? payloads : undefined;
  });
  // As the runbook says.
  cloud.clearFaults();
  for (const payload of given) expect(await cloud.run('event-publisher', payload)).toMatchObject({ ok: true });
  await allDelivered(started);
});

/** Payloads of the invocations that were given up. */
const queue = () =>
  readdirSync(cloud.deployment.endpoints.logs)
    .filter((file) => file.startsWith('EventsFailures'))
    .flatMap(linesOf)
    .map((line) => (JSON.parse(line) as { requestPayload: { awslogs: { data: string } } }).requestPayload);

async function contactsIn(endpoint: string): Promise<{ userId: string; passwordChangedAt?: string }[]> {
  const client = new DynamoDBClient({ ...CLIENT, endpoint });
  try {
    const { Items = [] } = await DynamoDBDocumentClient.from(client).send(
      new ScanCommand({ TableName: 'crm-contacts' }),
    );
    return Items as { userId: string; passwordChangedAt?: string }[];
  } finally {
    client.destroy();
  }
}

test('the example notes a changed password on the contact whose user ID it was, once', async () => {
  const endpoints = join(cloud.deployment.endpoints.logs, '..', 'endpoints.json');
  const example = spawn(process.execPath, ['examples/events-crm/laptop.ts', endpoints, 'user-0003', 'user-0004']);
  let printed = '';
  example.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  example.stderr.on('data', (data: Buffer) => (printed += data.toString()));
  try {
    const started = await reset('user-0003');
    const [changed] = (await allDelivered(started)).filter(({ detail }) => detail.event === 'password_changed');
    const contacts = await until('the note', async () => {
      const found = await contactsIn(cloud.deployment.endpoints.dynamodb);
      return found.some(({ passwordChangedAt }) => passwordChangedAt !== undefined) ? found : undefined;
    });
    expect(new Map(contacts.map(({ userId, passwordChangedAt }) => [userId, passwordChangedAt]))).toEqual(
      new Map([
        ['user-0003', changed?.detail.at],
        ['user-0004', undefined],
      ]),
    );
    expect(printed).toContain(`password_changed ${changed?.detail.id}: noted`);
  } finally {
    example.kill();
  }
});

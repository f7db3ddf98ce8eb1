import { gzipSync } from 'node:zlib';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeBus } from '../../../functions/adapters/event-bridge-bus.ts';
import type { BusEvent } from '../../../functions/domain/bus-event.ts';
import { eventPublisher } from '../../../functions/triggers/event-publisher.ts';
import { close, listen, readBody, sendJson, serve } from '../../../local/emulators/loopback.ts';
import { CLIENT } from '../local/emulators/temporary-folder.ts';

interface Entry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

let calls: Entry[][] = [];
let refuse: (entry: Entry) => string | undefined = () => undefined;
const server = serve(async (request, response) => {
  const { Entries } = JSON.parse((await readBody(request)).toString()) as { Entries: Entry[] };
  calls.push(Entries);
  const answers = Entries.map((entry) => {
    const code = refuse(entry);
    return code === undefined ? { EventId: 'e' } : { ErrorCode: code, ErrorMessage: 'no' };
  });
  const FailedEntryCount = answers.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
  sendJson(response, 200, { FailedEntryCount, Entries: answers }, 'application/x-amz-json-1.1');
});
let client: EventBridgeClient;
beforeAll(async () => {
  client = new EventBridgeClient({ ...CLIENT, endpoint: await listen(server, 0) });
});
afterAll(async () => {
  client.destroy();
  await close(server);
});
beforeEach(() => {
  calls = [];
  refuse = () => undefined;
});

const lineOf = (sequence: number, event = 'password_changed') =>
  JSON.stringify({
    audit: {
      schema: 1,
      id: `r:${sequence}`,
      event,
      outcome: 'succeeded',
      at: '2026-11-23T10:00:00.000Z',
      actor: 'self',
      request: 'r',
      sequence,
    },
  });

const messageOf = (lines: readonly string[], messageType = 'DATA_MESSAGE') => {
  const logEvents = lines.map((message, index) => ({ id: String(index), timestamp: 0, message }));
  return { awslogs: { data: gzipSync(JSON.stringify({ messageType, logEvents })).toString('base64') } };
};

const publish = (message: ReturnType<typeof messageOf>) =>
  eventPublisher({ bus: new EventBridgeBus(client, { bus: 'apps', source: 'password-reset.test' }) })(message);

test('lines of the trail become events of the bus, ten in a call, named as in the trail', async () => {
  const lines = Array.from({ length: 12 }, (_, index) => lineOf(index + 1));
  await publish(messageOf([...lines, lineOf(13, 'otp_attempted')]));
  expect(calls.map((entries) => entries.length)).toEqual([10, 2]);
  const [first] = calls.flat();
  expect(first).toMatchObject({
    EventBusName: 'apps',
    Source: 'password-reset.test',
    DetailType: 'password_changed',
    Time: Date.parse('2026-11-23T10:00:00.000Z') / 1000,
  });
  const details = calls.flat().map(({ Detail }) => JSON.parse(Detail) as BusEvent);
  expect(details.map(({ id }) => id)).toEqual(lines.map((_, index) => `r:${index + 1}`));
});

test('the message that tests a subscription, and lines without an event for applications, call nobody', async () => {
  await publish(messageOf(['CWL CONTROL MESSAGE: Checking health of destination'], 'CONTROL_MESSAGE'));
  await publish(messageOf([lineOf(1, 'otp_attempted')]));
  expect(calls).toEqual([]);
});

test('one event that the bus refuses fails the invocation, so that Lambda repeats it', async () => {
  refuse = ({ Detail }) => (Detail.includes('"r:2"') ? 'ThrottlingException' : undefined);
  await expect(publish(messageOf([lineOf(1), lineOf(2)]))).rejects.toThrow(
    'the event bus did not accept all events: ThrottlingException',
  );
});

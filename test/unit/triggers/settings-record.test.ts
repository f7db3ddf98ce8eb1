import { createServer } from 'node:http';
import { Logger } from '@aws-lambda-powertools/logger';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { answerCloudFormation } from '../../../functions/adapters/cloudformation-answer.ts';
import type { AdministrationOrder } from '../../../functions/domain/administration.ts';
import { InMemoryOrderStore } from '../../../testkit/fakes/in-memory-order-store.ts';
import { settingsRecord } from '../../../functions/triggers/settings-record.ts';
import { listen } from '../../../local/listen.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';

const STACK = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/PasswordReset-dev/0123';
const BEFORE = { otpDigits: 'a', codesPerHour: 'b', gone: 'c' };
const AFTER = { otpDigits: 'a', codesPerHour: 'x', added: 'y' };

function setUp(error?: Error) {
  const store = new InMemoryOrderStore();
  const answers: (string | undefined)[] = [];
  const deployed: (string | undefined)[] = [];
  const handle = settingsRecord(
    {
      clock: new FakeClock(),
      orders: {
        record: async (order: AdministrationOrder) => {
          if (error !== undefined) throw error;
          await store.record(order);
        },
      },
      deployed: { replace: async (settings) => void deployed.push(settings) },
      answer: async (_event, why) => void answers.push(why),
    },
    { logger: new Logger({ logLevel: 'SILENT' }) },
  );
  return { orders: store.writes, answers, deployed, handle };
}

const change = (over: object): CloudFormationCustomResourceEvent =>
  ({
    RequestType: 'Update',
    RequestId: 'request-1',
    StackId: STACK,
    LogicalResourceId: 'SettingsRecordChange',
    ResponseURL: 'http://127.0.0.1:9/',
    ResourceProperties: { ServiceToken: 'arn', Settings: AFTER },
    OldResourceProperties: { ServiceToken: 'arn', Settings: BEFORE },
    ...over,
  }) as unknown as CloudFormationCustomResourceEvent;

describe('a deployment', () => {
  test('records the names of the settings that it changes, with the stack that it deployed', async () => {
    const { orders, answers, handle } = setUp();
    await handle(change({}));
    await handle(change({}));
    expect(orders).toMatchObject([
      {
        kind: 'administration',
        lastEvent: {
          event: 'settings_changed',
          actor: 'administrator',
          by: STACK,
          reason: 'added codesPerHour gone',
        },
      },
    ]);
    expect(answers).toEqual([undefined, undefined]);
  });

  test('leaves its values for the commands of operations, and none where it is rolled back to an older version', async () => {
    const { deployed, handle } = setUp();
    await handle(
      change({ ResourceProperties: { ServiceToken: 'arn', Settings: AFTER, Deployed: '{"codesPerHour":2}' } }),
    );
    await handle(change({}));
    await handle(change({ RequestType: 'Delete' }));
    expect(deployed).toEqual(['{"codesPerHour":2}', undefined]);
  });

  test('that is the first one is recorded as such', async () => {
    const { orders, handle } = setUp();
    await handle(change({ RequestType: 'Create', OldResourceProperties: undefined }));
    expect(orders[0]?.lastEvent.reason).toBe('first-deployment');
  });

  test.each([
    ['changes nothing', { ResourceProperties: { ServiceToken: 'arn', Settings: BEFORE } }],
    ['deletes the stack', { RequestType: 'Delete' }],
  ])('that %s records nothing', async (_what, over) => {
    const { orders, answers, handle } = setUp();
    await handle(change(over));
    expect(orders).toEqual([]);
    expect(answers).toEqual([undefined]);
  });

  test.each([
    ['the table does not take it', new Error('down'), {}],
    ['the settings cannot be read', undefined, { ResourceProperties: { ServiceToken: 'arn' } }],
  ])('fails where %s', async (_what, error, over) => {
    const { answers, handle } = setUp(error);
    await handle(change(over));
    expect(answers).toEqual([expect.stringContaining('could not be recorded')]);
  });
});

test('CloudFormation is answered at the address that it gave', async () => {
  const answers: unknown[] = [];
  let status = 200;
  const server = await listen(
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        answers.push([request.method, JSON.parse(Buffer.concat(chunks).toString())]);
        response.writeHead(status).end();
      });
    }),
    0,
  );
  try {
    const event = change({ ResponseURL: server.url });
    await answerCloudFormation(event);
    await answerCloudFormation(event, 'why');
    const of = { PhysicalResourceId: 'SettingsRecordChange', StackId: STACK, RequestId: 'request-1' };
    expect(answers).toEqual([
      ['PUT', expect.objectContaining({ Status: 'SUCCESS', ...of })],
      ['PUT', expect.objectContaining({ Status: 'FAILED', Reason: 'why', ...of })],
    ]);
    status = 403;
    await expect(answerCloudFormation(event)).rejects.toThrow('403');
  } finally {
    await server.stop();
  }
});

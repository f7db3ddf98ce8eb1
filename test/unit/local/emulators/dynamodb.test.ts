import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type DynamoDb, startDynamoDb } from '../../../../local/emulators/dynamodb.ts';
import { TRIM_HORIZON } from '../../../../local/emulators/table-stream.ts';
import { CLIENT, temporaryFolder } from './temporary-folder.ts';

const dataDir = temporaryFolder();
const TableName = 'resets';
let store: DynamoDb;
let client: DynamoDBClient;

const start = async () => {
  store = await startDynamoDb({ port: 0, dataDir });
  client = new DynamoDBClient({ ...CLIENT, endpoint: store.url, maxAttempts: 1 });
};
const stop = async () => {
  client.destroy();
  await store.stop();
};
const put = (key: string, attributes: Record<string, { S: string } | { N: string }> = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { key: { S: key }, ...attributes } }));
const recordsOf = async (key: string) =>
  (await store.stream(TableName).read(TRIM_HORIZON, 10_000)).filter(
    ({ dynamodb }) => dynamodb?.Keys?.['key']?.S === key,
  );

beforeAll(async () => {
  await start();
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'key', AttributeType: 'S' },
        { AttributeName: 'pending', AttributeType: 'S' },
        { AttributeName: 'pendingAt', AttributeType: 'N' },
      ],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'pending',
          KeySchema: [
            { AttributeName: 'pending', KeyType: 'HASH' },
            { AttributeName: 'pendingAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
          OnDemandThroughput: { MaxReadRequestUnits: 5 },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      SSESpecification: { Enabled: true },
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'a', Value: 'b' }],
    }),
  );
});
afterAll(stop);

describe('the stream', () => {
  test('shows an insert, a change and a removal with their images, and no write that changed nothing', async () => {
    await put('images', { state: { S: 'one' } });
    await put('images', { state: { S: 'one' } });
    await put('images', { state: { S: 'two' } });
    await client.send(new DeleteItemCommand({ TableName, Key: { key: { S: 'images' } } }));
    await client.send(new DeleteItemCommand({ TableName, Key: { key: { S: 'images' } } }));
    const one = { key: { S: 'images' }, state: { S: 'one' } };
    const two = { key: { S: 'images' }, state: { S: 'two' } };
    const records = await recordsOf('images');
    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    expect(records.map(({ dynamodb }) => [dynamodb?.OldImage, dynamodb?.NewImage])).toEqual([
      [undefined, one],
      [one, two],
      [two, undefined],
    ]);
    const sequences = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect(sequences).toEqual([...sequences].sort());
    expect(new Set(sequences).size).toBe(3);
  });

  test('shows the items of a batch', async () => {
    await put('batch-old');
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { key: { S: 'batch-new' } } } },
            { DeleteRequest: { Key: { key: { S: 'batch-old' } } } },
          ],
        },
      }),
    );
    expect((await recordsOf('batch-new')).map(({ eventName }) => eventName)).toEqual(['INSERT']);
    expect((await recordsOf('batch-old')).map(({ eventName }) => eventName)).toEqual(['INSERT', 'REMOVE']);
  });

  test('chains the images of 200 parallel conditional updates, of which five pass', async () => {
    await put('race', { attempts: { N: '0' } });
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, () =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: { key: { S: 'race' } },
            UpdateExpression: 'SET attempts = attempts + :one',
            ConditionExpression: 'attempts < :five',
            ExpressionAttributeValues: { ':one': { N: '1' }, ':five': { N: '5' } },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toBeInstanceOf(ConditionalCheckFailedException);
      expect(result.reason).toMatchObject({ Item: { key: { S: 'race' }, attempts: { N: '5' } } });
    }
    const images = (await recordsOf('race')).map(({ dynamodb }) => [
      dynamodb?.OldImage?.['attempts']?.N,
      dynamodb?.NewImage?.['attempts']?.N,
    ]);
    expect(images).toEqual([
      [undefined, '0'],
      ['0', '1'],
      ['1', '2'],
      ['2', '3'],
      ['3', '4'],
      ['4', '5'],
    ]);
  });

  test('wakes its waiting readers', async () => {
    const stream = store.stream(TableName);
    const waiting = stream.waitForRecords(stream.latest(), new AbortController().signal);
    await put('wake');
    await expect(waiting).resolves.toBeUndefined();
  });
});

test('a failed condition gives the item only when it is asked for, and none where there is none', async () => {
  await put('condition');
  const update = (key: string, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' | 'NONE') =>
    client
      .send(
        new UpdateItemCommand({
          TableName,
          Key: { key: { S: key } },
          UpdateExpression: 'SET a = :a',
          ConditionExpression: 'b = :a',
          ExpressionAttributeValues: { ':a': { S: 'a' } },
          ReturnValuesOnConditionCheckFailure,
        }),
      )
      .catch((error: unknown) => (error as ConditionalCheckFailedException).Item);
  expect(await update('condition', 'NONE')).toBeUndefined();
  expect(await update('condition', 'ALL_OLD')).toEqual({ key: { S: 'condition' } });
  expect(await update('nowhere', 'ALL_OLD')).toBeUndefined();
});

test('the time to live deletes expired items, and the stream names the service', async () => {
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } }),
  );
  const now = Math.floor(Date.now() / 1000);
  await put('expired', { expiresAt: { N: String(now - 1) } });
  await put('living', { expiresAt: { N: String(now + 60) } });
  await put('text', { expiresAt: { S: String(now - 1) } });
  await put('milliseconds-of-1970', { expiresAt: { N: '1000' } });
  await store.sweep();
  const found = async (key: string) =>
    (await client.send(new GetItemCommand({ TableName, Key: { key: { S: key } } }))).Item !== undefined;
  expect(await found('expired')).toBe(false);
  expect(await found('living')).toBe(true);
  expect(await found('text')).toBe(true);
  expect(await found('milliseconds-of-1970')).toBe(true);
  expect((await recordsOf('expired')).at(-1)).toMatchObject({
    eventName: 'REMOVE',
    userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
  });
});

test('tables, streams and the time to live outlast a restart', async () => {
  await put('restart', { pending: { S: 'mail' }, pendingAt: { N: '7' } });
  const before = store.stream(TableName).latest();
  await stop();
  await start();
  expect(store.stream(TableName).latest()).toBe(before);
  await put('restart', { pending: { S: 'nothing' }, pendingAt: { N: '8' } });
  expect((await store.stream(TableName).read(before, 10)).map(({ eventName }) => eventName)).toEqual(['MODIFY']);
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'pending',
      KeyConditionExpression: 'pending = :pending',
      ExpressionAttributeValues: { ':pending': { S: 'nothing' } },
    }),
  );
  expect(Items).toEqual([{ key: { S: 'restart' }, pending: { S: 'nothing' }, pendingAt: { N: '8' } }]);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
});

test('a delay slows every call on items', async () => {
  store.setDelay(80);
  const started = performance.now();
  await client.send(new GetItemCommand({ TableName, Key: { key: { S: 'slow' } } }));
  store.setDelay(0);
  expect(performance.now() - started).toBeGreaterThanOrEqual(75);
});

test('an update of a table that changes nothing dynalite knows is accepted', async () => {
  const { TableDescription } = await client.send(
    new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }),
  );
  expect(TableDescription?.TableName).toBe(TableName);
});

test('errors of the store pass through', async () => {
  const call = client.send(new PutItemCommand({ TableName: 'no-such-table', Item: { key: { S: 'a' } } }));
  await expect(call).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a taken port is refused', async () => {
  const port = Number(new URL(store.url).port);
  await expect(startDynamoDb({ port, dataDir })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { verifyPassword } from '../../../../functions/domain/password-hash.ts';
import { Secret } from '../../../../functions/domain/secret.ts';
import { type DynamoDb, startDynamoDb } from '../../../../local/emulators/dynamodb.ts';
import { seedUsers } from '../../../../local/emulators/seed-users.ts';
import { CLIENT, temporaryFolder } from './temporary-folder.ts';

const dataDir = temporaryFolder();
const TableName = 'users';
let store: DynamoDb;
let client: DynamoDBClient;

const user = async (userId: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: `USER#${userId}` }, sk: { S: 'USER' } } }))).Item;

beforeAll(async () => {
  store = await startDynamoDb({ port: 0, dataDir });
  client = new DynamoDBClient({ ...CLIENT, endpoint: store.url });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  await seedUsers({ dynamodbUrl: store.url, usersTable: TableName, users: 120 });
});
afterAll(async () => {
  client.destroy();
  await store.stop();
});

test('every user is there with a hash of the demo password', async () => {
  for (const userId of ['alice', 'bob', 'carol', 'dana', 'dana.admin', 'user-0120']) {
    const hash = (await user(userId))?.['passwordHash']?.S ?? '';
    const { matches } = await verifyPassword(new Secret('correct horse battery staple'), hash);
    expect([userId, matches]).toEqual([userId, true]);
  }
  expect((await user('carol'))?.['status']).toEqual({ S: 'disabled' });
  expect((await user('bob'))?.['addresses']).toEqual({
    L: [{ S: 'bob@example.com' }, { S: 'bob.builder@example.net' }],
  });
});

test('an address leads to all its users', async () => {
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'ADDRESS#dana@example.com' } },
    }),
  );
  expect(Items?.map(({ userId }) => userId?.S)).toEqual(['dana', 'dana.admin']);
});

test('seeding again keeps a changed password and adds only missing users', async () => {
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: 'USER#alice' }, sk: { S: 'USER' } },
      UpdateExpression: 'SET passwordHash = :hash',
      ExpressionAttributeValues: { ':hash': { S: 'changed' } },
    }),
  );
  await seedUsers({ dynamodbUrl: store.url, usersTable: TableName, users: 121 });
  expect((await user('alice'))?.['passwordHash']).toEqual({ S: 'changed' });
  const { Count } = await client.send(new ScanCommand({ TableName, Select: 'COUNT' }));
  expect(Count).toBe(2 * 121 + 5 + 6);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PENDING_INDEX } from '../functions/adapters/dynamodb/reset-store.ts';
import { startDynamoDb } from '../local/emulators/dynamodb.ts';

export interface Tables {
  readonly documents: DynamoDBDocumentClient;
  readonly url: string;
  /** Delays every call on items from now on, because races show only on a slow store. */
  setDelay(milliseconds: number): void;
  stop(): Promise<void>;
}

const key = (name: string, type: 'HASH' | 'RANGE' = 'HASH'): KeySchemaElement => ({
  AttributeName: name,
  KeyType: type,
});

const NAMES = { resets: 'resets', users: 'users', sessions: 'sessions' };

/** Starts three empty tables behind DynamoDB's wire protocol. */
export async function startTables(names = NAMES): Promise<Tables> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tables-'));
  const store = await startDynamoDb({ port: 0, dataDir });
  const client = new DynamoDBClient({
    endpoint: store.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const create = (TableName: string, KeySchema: KeySchemaElement[]) =>
    client.send(
      new CreateTableCommand({
        TableName,
        KeySchema,
        AttributeDefinitions: KeySchema.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  await client.send(
    new CreateTableCommand({
      TableName: names.resets,
      KeySchema: [key('key')],
      AttributeDefinitions: [
        { AttributeName: 'key', AttributeType: 'S' },
        { AttributeName: 'pending', AttributeType: 'S' },
        { AttributeName: 'pendingAt', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: PENDING_INDEX,
          KeySchema: [key('pending'), key('pendingAt', 'RANGE')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await create(names.users, [key('pk'), key('sk', 'RANGE')]);
  await create(names.sessions, [key('key')]);
  return {
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    url: store.url,
    setDelay: store.setDelay,
    stop: async () => {
      client.destroy();
      await store.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

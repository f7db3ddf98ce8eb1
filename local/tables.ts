import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { REGION } from './account.ts';
import type { Template } from './template.ts';

const keys = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const schema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keys,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keys,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  LocalSecondaryIndexes: z.never({ error: 'the laptop cloud makes no local indexes' }).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.coerce.boolean() }).optional(),
});

type Table = z.output<typeof schema>;

/** Attributes and keys in an order of their own, so that two descriptions of one table are equal. */
function shape(table: {
  AttributeDefinitions?: AttributeDefinition[] | undefined;
  KeySchema?: unknown;
  GlobalSecondaryIndexes?: { IndexName?: string | undefined; KeySchema?: unknown }[] | undefined;
}) {
  const indexes = table.GlobalSecondaryIndexes ?? [];
  return {
    attributes: (table.AttributeDefinitions ?? [])
      .map((entry) => `${entry.AttributeName}:${entry.AttributeType}`)
      .sort(),
    keys: table.KeySchema,
    indexes: Object.fromEntries(indexes.map((index) => [index.IndexName, index.KeySchema])),
  };
}

async function create(client: DynamoDBClient, name: string, table: Table): Promise<void> {
  const { StreamSpecification: stream } = table;
  const input: CreateTableCommandInput = {
    TableName: name,
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    BillingMode: 'PAY_PER_REQUEST',
    ...(table.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
  };
  await client.send(new CreateTableCommand(input));
}

async function describe(client: DynamoDBClient, name: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  while ((await describe(client, name))?.TableStatus !== 'ACTIVE') {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Makes the template's tables where they are not there yet; throws if one is there with other keys or indexes. */
export async function createTables(template: Template, endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) => template.read(type, schema));
  try {
    for (const { logicalId, properties } of tables) {
      const name = template.ref(logicalId);
      const existing = await describe(client, name);
      if (existing === undefined) await create(client, name, properties);
      else if (!isDeepStrictEqual(shape(existing), shape(properties))) {
        throw new Error(`The keys or indexes of table ${name} have changed; drop the old data with --fresh`);
      }
      await untilActive(client, name);
      const { TimeToLiveSpecification } = properties;
      if (existing === undefined && TimeToLiveSpecification !== undefined) {
        await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
      }
    }
  } finally {
    client.destroy();
  }
}

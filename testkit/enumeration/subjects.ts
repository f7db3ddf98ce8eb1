import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { inTurns } from '../deployment/burst.ts';

const SEEDED_AT_ONCE = 8;

/** Kinds of user IDs that nobody may tell apart. */
export const KINDS = ['known', 'unknown', 'disabled'] as const;
export type Kind = (typeof KINDS)[number];

/** All of one length, so that neither a request nor an answer is longer for one kind. */
const PREFIX: Record<Kind, string> = { known: 'user-', unknown: 'nope-', disabled: 'down-' };

/** Numbered user IDs, from the first to the last of the range and round again. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

export function userIdOf(kind: Kind, { first, last }: Range, index: number): string {
  return `${PREFIX[kind]}${String(first + (index % (last - first + 1))).padStart(4, '0')}`;
}

export const addressOf = (userId: string): string => `${userId}@example.com`;

/** The laptop's user directory, as far as a measurement needs it. */
export async function findUsersTable(dynamodb: string): Promise<string> {
  const client = clientOf(dynamodb);
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const name = TableNames.find((table) => /users$/i.test(table));
    if (name === undefined) throw new Error(`no users table among ${TableNames.join(', ')}`);
    return name;
  } finally {
    client.destroy();
  }
}

/** Puts a disabled twin beside each known user of the range, with the same password hash. */
export async function seedDisabledUsers(dynamodb: string, table: string, range: Range): Promise<void> {
  const client = clientOf(dynamodb);
  const documents = DynamoDBDocumentClient.from(client);
  try {
    await inTurns(range.last - range.first + 1, SEEDED_AT_ONCE, async (index) => {
      const known = userIdOf('known', range, index);
      const { Item } = await documents.send(
        new GetCommand({ TableName: table, Key: { pk: `USER#${known}`, sk: 'USER' } }),
      );
      if (Item === undefined)
        throw new Error(`there is no user ${known}; the cloud has to be started with more --users`);
      const userId = userIdOf('disabled', range, index);
      const address = addressOf(userId);
      await documents.send(
        new PutCommand({ TableName: table, Item: { pk: `ADDRESS#${address}`, sk: `USER#${userId}`, userId } }),
      );
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: { ...Item, pk: `USER#${userId}`, userId, addresses: [address], status: 'disabled' },
        }),
      );
    });
  } finally {
    client.destroy();
  }
}

const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { hashPassword } from '../../functions/domain/password-hash.ts';
import { Secret } from '../../functions/domain/secret.ts';

/** Password of every seeded user. */
export const DEMO_PASSWORD = 'correct horse battery staple';

export interface DemoUser {
  userId: string;
  addresses: string[];
  status: 'active' | 'disabled';
}

const DEMO_USERS: readonly DemoUser[] = [
  { userId: 'alice', addresses: ['alice@example.com'], status: 'active' },
  { userId: 'bob', addresses: ['bob@example.com', 'bob.builder@example.net'], status: 'active' },
  { userId: 'carol', addresses: ['carol@example.com'], status: 'disabled' },
  { userId: 'dana', addresses: ['dana@example.com'], status: 'active' },
  { userId: 'dana.admin', addresses: ['dana@example.com'], status: 'active' },
];

/** The demo users and so many numbered ones. */
export const demoUsers = (users: number): readonly DemoUser[] => [...DEMO_USERS, ...numberedUsers(1, users)];

/** The most keys that BatchGetItem takes. */
const KEYS_PER_READ = 100;

/**
 * Puts the demo users and `users` numbered ones (`user-0001` …) that are not there yet. Existing users keep their
 * data and their passwords. The numbered users share one hash: hashing thousands would take minutes.
 */
export async function seedUsers(options: { dynamodbUrl: string; usersTable: string; users: number }): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: options.dynamodbUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(client);
  try {
    for (const user of await missing(documents, options.usersTable, DEMO_USERS))
      await put(documents, options.usersTable, user, await hashPassword(new Secret(DEMO_PASSWORD)));
    const sharedHash = options.users > 0 ? await hashPassword(new Secret(DEMO_PASSWORD)) : '';
    for (let first = 1; first <= options.users; first += KEYS_PER_READ) {
      const chunk = numberedUsers(first, Math.min(first + KEYS_PER_READ - 1, options.users));
      const absent = await missing(documents, options.usersTable, chunk);
      await Promise.all(absent.map((user) => put(documents, options.usersTable, user, sharedHash)));
    }
  } finally {
    client.destroy();
  }
}

function numberedUsers(first: number, last: number): DemoUser[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const userId = `user-${String(first + index).padStart(4, '0')}`;
    return { userId, addresses: [`${userId}@example.com`], status: 'active' };
  });
}

async function missing(documents: DynamoDBDocumentClient, table: string, users: readonly DemoUser[]) {
  const Keys = users.map(({ userId }) => ({ pk: `USER#${userId}`, sk: 'USER' }));
  const found = await documents.send(
    new BatchGetCommand({ RequestItems: { [table]: { Keys, ProjectionExpression: 'pk' } } }),
  );
  const there = new Set(found.Responses?.[table]?.map(({ pk }) => String(pk)));
  return users.filter(({ userId }) => !there.has(`USER#${userId}`));
}

/** The addresses come first: a user whose record is there is then a whole user. */
async function put(documents: DynamoDBDocumentClient, table: string, user: DemoUser, passwordHash: string) {
  const { userId } = user;
  for (const address of user.addresses)
    await documents.send(
      new PutCommand({
        TableName: table,
        Item: { pk: `ADDRESS#${lowerCaseAscii(address)}`, sk: `USER#${userId}`, userId },
      }),
    );
  try {
    await documents.send(
      new PutCommand({
        TableName: table,
        Item: { pk: `USER#${userId}`, sk: 'USER', ...user, passwordHash },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

const lowerCaseAscii = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

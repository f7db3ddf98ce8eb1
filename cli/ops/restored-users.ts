import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { UserItem } from '../../functions/adapters/directories/built-in/users.ts';

/** Yields the users of a table that DynamoDB restored, a page at a time; only those named, if any are. */
export async function* restoredUsers(
  client: DynamoDBDocumentClient,
  table: string,
  userIds: readonly string[],
): AsyncGenerator<UserItem[]> {
  const wanted = new Set(userIds);
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: '#sk = :user',
      ExpressionAttributeNames: { '#sk': 'sk' },
      ExpressionAttributeValues: { ':user': 'USER' },
    },
  );
  for await (const { Items = [] } of pages) {
    // They hold hashes of passwords, which no command shows.
    const users = Items as UserItem[];
    yield wanted.size === 0 ? users : users.filter(({ userId }) => wanted.has(userId));
  }
}

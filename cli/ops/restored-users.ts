import { type DynamoDBDocumentClient, ScanCommand, type ScanCommandOutput } from '@aws-sdk/lib-dynamodb';
import type { UserItem } from '../../functions/adapters/directories/built-in/users.ts';

/** Yields the users of a table that DynamoDB restored, a page at a time; only those named, if any are. */
export async function* restoredUsers(
  client: DynamoDBDocumentClient,
  table: string,
  userIds: readonly string[],
): AsyncGenerator<UserItem[]> {
  const wanted = new Set(userIds);
  let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: '#sk = :user',
        ExpressionAttributeNames: { '#sk': 'sk' },
        ExpressionAttributeValues: { ':user': 'USER' },
        ExclusiveStartKey,
      }),
    );
    // They hold hashes of passwords, which no command shows.
    const users = (page.Items ?? []) as UserItem[];
    yield wanted.size === 0 ? users : users.filter(({ userId }) => wanted.has(userId));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

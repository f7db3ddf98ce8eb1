import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';

/**
 * Writes an item with the next version, if the stored one still has the version that was read. `undefined` stands for
 * an item that did not exist. Answers false if another write came between. It also answers false if the SDK repeated
 * a write that had succeeded: the caller must bear that.
 */
export async function putIfUnchanged(
  client: DynamoDBDocumentClient,
  table: string,
  item: { key: string } & Record<string, unknown>,
  readVersion: number | undefined,
): Promise<boolean> {
  const condition: Partial<PutCommandInput> =
    readVersion === undefined
      ? { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'key' } }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': readVersion },
        };
  try {
    const Item = { ...item, version: (readVersion ?? 0) + 1 };
    await client.send(new PutCommand({ TableName: table, Item, ...condition }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

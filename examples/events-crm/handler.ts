import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

/** What this program reads of an event of EventBridge. */
export interface PasswordEvent {
  readonly 'detail-type': string;
  readonly detail: {
    readonly id: string;
    readonly at: string;
    readonly subject?: string;
    readonly subjectKey?: string;
  };
}

/**
 * Notes on a contact when the password was changed. An event that comes twice, or after a newer one, changes nothing;
 * neither does one about a user who is no contact.
 */
export const noteChange =
  (dynamodb: DynamoDBClient, table: string) =>
  async ({ 'detail-type': name, detail }: PasswordEvent): Promise<'noted' | 'ignored'> => {
    const { id, at, subject, subjectKey } = detail;
    if (name !== 'password_changed' || subject === undefined || subjectKey === undefined) return 'ignored';
    try {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { subject: { S: `${subjectKey}:${subject}` } },
          UpdateExpression: 'SET passwordChangedAt = :at, lastEvent = :id',
          ConditionExpression:
            'attribute_exists(subject) AND (attribute_not_exists(passwordChangedAt) OR passwordChangedAt < :at)',
          ExpressionAttributeValues: { ':at': { S: at }, ':id': { S: id } },
        }),
      );
      return 'noted';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'ignored';
      throw error;
    }
  };

let connected: ReturnType<typeof noteChange> | undefined;

/** Entry of the Lambda function. `TABLE` is the name of the table of contacts. */
export const handler = (event: PasswordEvent): Promise<'noted' | 'ignored'> => {
  connected ??= noteChange(new DynamoDBClient(), process.env['TABLE'] ?? '');
  return connected(event);
};

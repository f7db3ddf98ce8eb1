import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';

/** Reads every item of every table behind a DynamoDB endpoint, or of those of a stage, as JSON, past the API. */
export async function allItems(endpoint: string, stage?: string): Promise<string[]> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(client);
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const items: string[] = [];
    const own = TableNames.filter((name) => stage === undefined || name.startsWith(`password-reset-${stage}-`));
    for (const TableName of own) {
      for await (const { Items = [] } of paginateScan({ client: documents }, { TableName, ConsistentRead: true }))
        items.push(...Items.map((item) => JSON.stringify(item)));
    }
    return items;
  } finally {
    client.destroy();
  }
}

import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { budgetKey } from '../../../functions/adapters/dynamodb/budget-store.ts';
import { digest } from '../../../functions/domain/digest.ts';
import type { BudgetOwner } from '../../../functions/ports.ts';
import type { Endpoints } from '../../../testkit/deployment/endpoints.ts';

/** Source address of the browser. */
const SOURCE = '127.0.0.1';

/**
 * Resets the budgets of accounts and the limit of the browser's address, so that the tests can run repeatedly against
 * one cloud: an account gets three codes an hour, an address twenty requests.
 *
 * @param owners user IDs, and `address:<e-mail address>` for reminders of user IDs
 */
export async function renewAllowances({ dynamodb }: Endpoints, owners: readonly string[]): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: dynamodb,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const documents = DynamoDBDocumentClient.from(client);
  try {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const table = TableNames.find((name) => name.endsWith('-resets'));
    if (table === undefined) throw new Error(`There is no table of resets among ${TableNames.join(', ')}`);
    const used: string[] = [];
    for await (const page of paginateScan({ client: documents }, { TableName: table, ConsistentRead: true })) {
      const keys = (page.Items ?? []).map((item) => String(item['key']));
      used.push(...keys.filter((key) => owners.some((owner) => key === budgetKey(ownerOf(owner)))));
      const counts = owners.map((owner) => `LOGIN#${digest(`account USER#${owner}`)}`);
      used.push(...keys.filter((key) => counts.includes(key)));
      used.push(...keys.filter((key) => key.startsWith('LIMIT#') && key.split('#').includes(SOURCE)));
      used.push(...keys.filter((key) => key.startsWith('LIMIT#address#')));
    }
    for (const key of used) await documents.send(new DeleteCommand({ TableName: table, Key: { key } }));
  } finally {
    client.destroy();
  }
}

const ownerOf = (owner: string): BudgetOwner =>
  owner.startsWith('address:') ? { address: owner.slice('address:'.length) } : { account: owner };

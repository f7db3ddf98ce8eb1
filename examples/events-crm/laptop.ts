import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { addContacts } from './contacts.ts';
import { noteChange, type PasswordEvent } from './handler.ts';

/**
 * Follows the events of a laptop cloud, which writes them to a file:
 * `node examples/events-crm/laptop.ts .local/endpoints.json alice bob`
 */
const TABLE = 'crm-contacts';
const SECRET = 'password-reset/laptop/audit/subject';
const LOOK_MS = 200;

const [endpointsFile = '.local/endpoints.json', ...userIds] = process.argv.slice(2);
const endpoints = JSON.parse(readFileSync(endpointsFile, 'utf8')) as Record<
  'dynamodb' | 'secretsManager' | 'logs',
  string
>;
const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const dynamodb = new DynamoDBClient({ ...local, endpoint: endpoints.dynamodb });
const secretsManager = new SecretsManagerClient({ ...local, endpoint: endpoints.secretsManager });

await createTable();
await addContacts(userIds.length > 0 ? userIds : ['alice', 'bob'], {
  table: TABLE,
  secret: SECRET,
  dynamodb,
  secretsManager,
});
console.log(`Following ${join(endpoints.logs, 'event-bus.jsonl')}`);
const note = noteChange(dynamodb, TABLE);
for await (const event of events()) console.log(`${event['detail-type']} ${event.detail.id}: ${await note(event)}`);

async function createTable(): Promise<void> {
  try {
    await dynamodb.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'subject', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'subject', KeyType: 'HASH' }],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

/** Events from the beginning of the file, and then those that come. */
async function* events(): AsyncGenerator<PasswordEvent> {
  const file = join(endpoints.logs, 'event-bus.jsonl');
  for (let read = 0; ; await sleep(LOOK_MS)) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
    for (const line of lines.slice(read)) yield JSON.parse(line) as PasswordEvent;
    read = lines.length;
  }
}

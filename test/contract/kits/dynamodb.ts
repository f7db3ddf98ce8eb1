import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDbCredentialCheck } from '../../../functions/adapters/directories/built-in/credential-check.ts';
import { UserItems } from '../../../cli/ops/user-items.ts';
import { DynamoDbDirectory } from '../../../functions/adapters/directories/built-in/directory.ts';
import { addressKey, userKey } from '../../../functions/adapters/directories/built-in/users.ts';
import { AWS_CALLS } from '../../../functions/runtime/clients.ts';
import { hashPassword } from '../../../functions/domain/password-hash.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { admitted } from '../../../testkit/fakes/user-steps.ts';
import { FakeClock } from '../../../testkit/fakes/fake-clock.ts';
import type { DirectoryKit } from '../directory-conformance.ts';
import { startTables } from '../../../testkit/tables.ts';
import { startWire } from '../wire.ts';

export const DYNAMODB_CANNOT: DirectoryKit['cannot'] = {
  'password-policy': "the service's own policy is all there is",
  'second-factor': 'the built-in directory has none',
};

/** Client settings like those of the functions, but with shorter timeouts to keep the tests short. */
export const IMPATIENT = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 2,
  requestHandler: { ...AWS_CALLS.requestHandler, connectionTimeout: 1000, requestTimeout: 1000 },
};

/** Built-in directory over DynamoDB's wire protocol. */
export async function dynamoDbKit(): Promise<DirectoryKit> {
  const tables = await startTables();
  const wire = await startWire(tables.url, (operation) => operation.endsWith('.UpdateItem'));
  const client = new DynamoDBClient({ ...IMPATIENT, endpoint: wire.url });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const clock = new FakeClock();
  const credentials = new DynamoDbCredentialCheck(tables.documents, 'users', clock);
  const put = (Item: Record<string, unknown>) => tables.documents.send(new PutCommand({ TableName: 'users', Item }));
  const items = new UserItems(tables.documents, 'users');
  const logIn = (userId: string, password: string) =>
    credentials.authenticate(userId, new Secret<'password'>(password), admitted);
  return {
    directory: new DynamoDbDirectory(documents, 'users', clock, { history: 4 }),
    cannot: DYNAMODB_CANNOT,
    userIds: 'exact',
    patience: 5000,
    async add({ userId, addresses, status }, password) {
      const passwordHash = await hashPassword(new Secret<'password'>(password));
      await put({ ...userKey(userId), userId, addresses, status, passwordHash });
      for (const address of addresses) {
        await put({ pk: addressKey(address), sk: `USER#${userId}`, userId });
      }
    },
    async replace(userId, changed) {
      if ('status' in changed) {
        await (changed.status === 'disabled' ? items.disable(userId) : items.enable(userId));
        return;
      }
      await tables.documents.send(
        new UpdateCommand({
          TableName: 'users',
          Key: userKey(userId),
          UpdateExpression: 'SET passwordHash = :hash',
          ExpressionAttributeValues: { ':hash': await hashPassword(new Secret<'password'>(changed.password)) },
        }),
      );
    },
    accepts: async (userId, password) => (await logIn(userId, password)) !== undefined,
    openSession: async (userId, password) => {
      const session = await logIn(userId, password);
      return async () => (await credentials.sessionGeneration(userId)) === session?.sessionGeneration;
    },
    fault: (fault) => wire.fault(fault),
    stop: async () => {
      client.destroy();
      await wire.stop();
      await tables.stop();
    },
  };
}

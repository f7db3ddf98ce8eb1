import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { subjectOf } from './subject.ts';

export interface ContactOptions {
  readonly table: string;
  /** Name of the secret that user IDs are digested with. */
  readonly secret: string;
  readonly dynamodb: DynamoDBClient;
  readonly secretsManager: SecretsManagerClient;
}

/** Adds contacts under the digests of their user IDs. Run it again after a rotation of the secret. */
export async function addContacts(userIds: readonly string[], options: ContactOptions): Promise<void> {
  const { SecretString: secret, VersionId: version } = await options.secretsManager.send(
    new GetSecretValueCommand({ SecretId: options.secret }),
  );
  if (secret === undefined || version === undefined) throw new Error(`${options.secret} has no text`);
  for (const userId of userIds) {
    const { subject, subjectKey } = subjectOf({ version, secret }, userId);
    const Item = { subject: { S: `${subjectKey}:${subject}` }, userId: { S: userId } };
    await options.dynamodb.send(new PutItemCommand({ TableName: options.table, Item }));
  }
}

/** On AWS: `TABLE=… SECRET=password-reset/prod/audit/subject node contacts.ts alice bob` */
if (import.meta.main) {
  const { TABLE: table = '', SECRET: secret = '' } = process.env;
  if (table === '' || secret === '') throw new Error('set TABLE and SECRET, the names of the table and of the secret');
  await addContacts(process.argv.slice(2), {
    table,
    secret,
    dynamodb: new DynamoDBClient(),
    secretsManager: new SecretsManagerClient(),
  });
}

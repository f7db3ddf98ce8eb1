import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DynamoDbDeployedSettings } from '../functions/adapters/dynamodb/deployed-settings.ts';
import { REGION } from './account.ts';
import type { Template } from './template.ts';

const resources = z.object({ Deployed: z.string() });

/** Leaves the template's settings in the table of requests, as the custom resource does in a deployment. */
export async function recordSettings(template: Template, endpoint: string): Promise<void> {
  const [record] = template.read('Custom::SettingsRecord', resources);
  const names = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']
    .flatMap((type) => template.read(type, z.object({ TableName: z.string() })))
    .map(({ properties }) => properties.TableName);
  const table = names.find((name) => name.endsWith('-resets'));
  if (record === undefined || table === undefined) return;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  try {
    await new DynamoDbDeployedSettings(DynamoDBDocumentClient.from(client), table).replace(record.properties.Deployed);
  } finally {
    client.destroy();
  }
}

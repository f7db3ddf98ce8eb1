import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDbDeployedSettings } from '../functions/adapters/dynamodb/deployed-settings.ts';
import { deployedSettings } from '../lib/settings/deployed.ts';
import { settingsOfStage } from '../lib/settings/stages/index.ts';
import { secretNames, tableNames } from '../lib/stage-names.ts';
import { startSecretsManager } from '../local/emulators/secrets-manager.ts';
import { startTables, type Tables } from './tables.ts';

/** Tables and secrets of a stage, without its functions. */
export interface OperatedStage {
  readonly tables: Tables;
  readonly names: ReturnType<typeof tableNames>;
  /** File for the option `--endpoints` of `npm run ops`. */
  readonly endpoints: string;
  /** Records the settings of a deployment, as the stack's custom resource does. */
  deploy(settings: string): Promise<void>;
  stop(): Promise<void>;
}

const STAGE = 'laptop';

/** Starts the tables and secrets that the commands of operations work with, and deploys the settings of a laptop. */
export async function startOperatedStage(): Promise<OperatedStage> {
  const names = tableNames(STAGE);
  const dataDir = mkdtempSync(join(tmpdir(), 'operated-'));
  const [tables, secrets] = await Promise.all([startTables(names), startSecretsManager({ port: 0, dataDir })]);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SecretsManagerClient({ endpoint: secrets.url, region: 'us-east-1', credentials });
  await client.send(new CreateSecretCommand({ Name: secretNames(STAGE).auditSubject, SecretString: 'k'.repeat(64) }));
  client.destroy();
  const endpoints = join(dataDir, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify({ dynamodb: tables.url, secretsManager: secrets.url }));
  const deploy = (settings: string) => new DynamoDbDeployedSettings(tables.documents, names.resets).replace(settings);
  const settings = settingsOfStage(STAGE);
  await deploy(
    JSON.stringify(
      deployedSettings(settings, {
        siteUrl: 'https://login.example.com',
        apiUrl: 'https://api.example.com/v1',
      }),
    ),
  );
  return {
    tables,
    names,
    endpoints,
    deploy,
    stop: async () => {
      await Promise.all([tables.stop(), secrets.stop()]);
      rmSync(dataDir, { recursive: true });
    },
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startSecretsManager } from '../local/emulators/secrets-manager.ts';

/** An emulator of Secrets Manager of one's own without a secret, with its URL and a client that tries once. */
export async function startSecrets() {
  const dataDir = mkdtempSync(join(tmpdir(), 'secrets-'));
  const server = await startSecretsManager({ port: 0, dataDir });
  const client = new SecretsManagerClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    url: server.url,
    async stop() {
      client.destroy();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

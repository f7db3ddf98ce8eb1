import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { startSecretsManager } from '../../../../local/emulators/secrets-manager.ts';
import { CLIENT, temporaryFolder } from './temporary-folder.ts';

const dataDir = temporaryFolder();
let server: Awaited<ReturnType<typeof startSecretsManager>>;
let client: SecretsManagerClient;

const start = async () => {
  server = await startSecretsManager({ port: 0, dataDir });
  client = new SecretsManagerClient({ ...CLIENT, endpoint: server.url, maxAttempts: 1 });
};
beforeAll(start);
afterAll(() => server.stop());

test('a new value moves the stages, and both versions can be read by name, ARN, version and stage', async () => {
  const created = await client.send(new CreateSecretCommand({ Name: 'pepper', SecretString: 'first' }));
  const replaced = await client.send(new PutSecretValueCommand({ SecretId: 'pepper', SecretString: 'second' }));
  const get = async (input: object) =>
    (await client.send(new GetSecretValueCommand({ SecretId: created.ARN, ...input }))).SecretString;
  expect(await get({})).toBe('second');
  expect(await get({ SecretId: 'pepper' })).toBe('second');
  expect(await get({ VersionStage: 'AWSPREVIOUS' })).toBe('first');
  expect(await get({ VersionId: created.VersionId })).toBe('first');
  const described = await client.send(new DescribeSecretCommand({ SecretId: 'pepper' }));
  expect(described.VersionIdsToStages).toEqual({
    [String(created.VersionId)]: ['AWSPREVIOUS'],
    [String(replaced.VersionId)]: ['AWSCURRENT'],
  });
  expect(described.LastChangedDate?.getFullYear()).toBe(new Date().getFullYear());
});

test('a third value leaves two versions', async () => {
  for (const SecretString of ['a', 'b'])
    await client.send(new PutSecretValueCommand({ SecretId: 'pepper', SecretString }));
  const described = await client.send(new DescribeSecretCommand({ SecretId: 'pepper' }));
  expect(
    Object.values(described.VersionIdsToStages ?? {})
      .flat()
      .sort(),
  ).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
});

test('errors have their real types', async () => {
  await expect(client.send(new GetSecretValueCommand({ SecretId: 'nothing' }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  await expect(
    client.send(new GetSecretValueCommand({ SecretId: 'pepper', VersionStage: 'NEVER' })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.send(new CreateSecretCommand({ Name: 'pepper' }))).rejects.toBeInstanceOf(
    ResourceExistsException,
  );
});

test('secrets outlast a restart in a file of their owner alone', async () => {
  await client.send(new CreateSecretCommand({ Name: 'kept', SecretString: 'value' }));
  await server.stop();
  await start();
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'kept' }));
  expect(SecretString).toBe('value');
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('a taken port is refused', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startSecretsManager({ port, dataDir })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

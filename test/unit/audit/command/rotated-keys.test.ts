import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { sealed } from '../../../../functions/domain/audit-chain.ts';
import type { Pepper } from '../../../../functions/domain/digest.ts';
import type { PublishedEvent } from '../../../../functions/domain/published-event.ts';
import { secretNames } from '../../../../lib/stage-names.ts';
import { startSecretsManager } from '../../../../local/emulators/secrets-manager.ts';
import { CLIENT, temporaryFolder } from '../../local/emulators/temporary-folder.ts';
import { RecordedRun } from '../recorded-run.ts';
import { CopiedArchive } from './archive.ts';
import { runWith } from './run-with.ts';

const root = temporaryFolder();
const SecretId = secretNames('laptop').auditMac;
const material = (letter: string): string => letter.repeat(64);

let server: Awaited<ReturnType<typeof startSecretsManager>>;
let client: SecretsManagerClient;
let endpoints = '';

beforeAll(async () => {
  mkdirSync(join(root, 'secrets'));
  server = await startSecretsManager({ port: 0, dataDir: join(root, 'secrets') });
  client = new SecretsManagerClient({ ...CLIENT, endpoint: server.url });
  endpoints = join(root, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify({ dynamodb: server.url, secretsManager: server.url }));
});

afterAll(async () => {
  client.destroy();
  await server.stop();
});

/** Seals the events again: a third of them, in the order of time, with each key. */
function sealedWith(events: readonly PublishedEvent[], keys: readonly Pepper[]): PublishedEvent[] {
  return events.map(({ atMillis: _at, digest: _digest, previous, mac, macKey: _key, build, ...facts }, index) => {
    const key = keys[Math.floor((index * keys.length) / events.length)];
    const event = events[index];
    if (event === undefined || key === undefined) throw new Error('there is no such event or key');
    return mac === undefined ? event : sealed(facts, build, previous, key);
  });
}

test('after two rotations the archive is whole by the labelled versions, and without one nothing is called forged', async () => {
  const run = new RecordedRun();
  for (let day = 0; day < 3; day++) {
    await run.usualDay();
    run.pause(40_000);
  }
  await client.send(new CreateSecretCommand({ Name: SecretId, SecretString: material('0') }));
  // The label of the first version is what the guide asks for; the second has only those of Secrets Manager.
  const { VersionId: first = '' } = await client.send(
    new PutSecretValueCommand({
      SecretId,
      SecretString: material('a'),
      VersionStages: ['AWSCURRENT', 'kept-2026-11'],
    }),
  );
  const versions = [first];
  for (const letter of ['b', 'c']) {
    const { VersionId = '' } = await client.send(
      new PutSecretValueCommand({ SecretId, SecretString: material(letter) }),
    );
    versions.push(VersionId);
  }
  const keys = versions.map((version, index) => ({ version, key: Buffer.from(material('abc'.charAt(index))) }));
  const archive = new CopiedArchive(join(root, 'archive'));
  await archive.take(sealedWith(await run.sealedEvents(), keys));
  const verify = () => runWith(['verify', archive.folder, '--endpoints', endpoints, '--format', 'json']);

  const { code, out } = await verify();
  expect(JSON.parse(out)).toMatchObject({ found: 0, findings: [], whole: { from: expect.any(String) } });
  expect(code).toBe(0);

  // A third rotation drops the second version, which has no label of its own.
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: material('d') }));
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: material('e') }));
  const later = await verify();
  const verdict = JSON.parse(later.out) as { found: number; because: string; notChecked: string[] };
  expect(verdict).toMatchObject({ found: 0, because: 'a key is missing' });
  expect(verdict.notChecked).toContainEqual(expect.stringContaining(`the key ${versions[1]} was not given`));
  expect(verdict.notChecked.join()).not.toContain(first);
  expect(later.code).toBe(1);
});

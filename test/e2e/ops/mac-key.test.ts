import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { sealed } from '../../../functions/domain/audit-chain.ts';
import type { Pepper } from '../../../functions/domain/digest.ts';
import type { PublishedEvent } from '../../../functions/domain/published-event.ts';
import { secretNames } from '../../../lib/stage-names.ts';
import { Deployment } from '../../../testkit/deployment/deployment.ts';
import { startSecrets } from '../../../testkit/secrets.ts';
import { RecordedRun } from '../../unit/audit/recorded-run.ts';
import { runWith as audit } from '../../unit/audit/command/run-with.ts';
import { runWith } from '../../unit/ops/run-with.ts';
import { orders } from './ops.ts';

const deployment = new Deployment();
const folder = mkdtempSync(join(tmpdir(), 'mac-key-'));
const endpoints = join(folder, 'endpoints.json');
const SecretId = secretNames('laptop').auditMac;
let secrets: Awaited<ReturnType<typeof startSecrets>>;

beforeEach(async () => {
  secrets = await startSecrets();
  await secrets.client.send(new CreateSecretCommand({ Name: SecretId, SecretString: 'a'.repeat(64) }));
  writeFileSync(endpoints, JSON.stringify({ ...deployment.endpoints, secretsManager: secrets.url }));
});
afterEach(() => secrets.stop());
afterAll(() => rmSync(folder, { recursive: true }));

const rotate = (...options: string[]) =>
  runWith(['mac-key', 'rotate', '--reason', 'Test', ...options, '--endpoints', endpoints]);
const labels = async () =>
  (await secrets.client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {};

async function currentKey(): Promise<Pepper> {
  const { SecretString = '', VersionId: version = '' } = await secrets.client.send(
    new GetSecretValueCommand({ SecretId }),
  );
  return { version, key: Buffer.from(SecretString) };
}

/** Seals the events again, the same number of them in the order of time with each key. */
const sealedWith = (events: readonly PublishedEvent[], keys: readonly Pepper[]): PublishedEvent[] =>
  events.map((event, index) => {
    const { atMillis: _at, digest: _digest, previous, mac, macKey: _key, build, ...facts } = event;
    const key = keys[Math.floor((index * keys.length) / events.length)];
    if (key === undefined) throw new Error('there is no key for this event');
    return mac === undefined ? event : sealed(facts, build, previous, key);
  });

test('an export that spans three rotations is verified without a finding, and the trail has each order', async () => {
  const keys = [await currentKey()];
  for (let rotation = 0; rotation < 3; rotation++) {
    const { code, out, err } = await rotate('--yes', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const key = await currentKey();
    expect(JSON.parse(out)).toMatchObject({ version: key.version });
    expect(out).not.toContain(key.key.toString());
    expect(key.key.toString()).toMatch(/^[A-Za-z0-9]{64}$/);
    keys.push(key);
  }
  const kept = await labels();
  for (const { version } of keys.slice(0, -1)) expect(kept[version]).toContain(`kept-${version.slice(0, 8)}`);

  const run = new RecordedRun();
  for (let day = 0; day < 4; day++) {
    await run.usualDay();
    run.pause(40_000);
  }
  const file = join(folder, 'events.jsonl');
  const lines = sealedWith(await run.sealedEvents(), keys).map((event) => `${JSON.stringify({ audit: event })}\n`);
  writeFileSync(file, lines.join(''));
  const { code, out } = await audit(['verify', file, '--endpoints', endpoints, '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({ found: 0, findings: [], whole: { from: expect.any(String) } });
  expect(code).toBe(0);
  expect((await orders(deployment, 'mac_key_rotation_ordered')).length).toBeGreaterThanOrEqual(3);
});

test('a rotation that would lose a key for want of labels is refused, with the fix, and changes nothing', async () => {
  const { version } = await currentKey();
  for (let n = 0; n < 18; n++)
    await secrets.client.send(
      new UpdateSecretVersionStageCommand({ SecretId, VersionStage: `own-${n}`, MoveToVersionId: version }),
    );
  const { code, err } = await rotate('--yes');
  expect(code).toBe(1);
  expect(err).toContain('Refused: audit/mac: has 19 labels, and the quota is 20; remove the label of the oldest');
  expect((await currentKey()).version).toBe(version);
});

test.each([
  ['the answer is no', 'n', 1, 'the answer was no'],
  ['there is no terminal', undefined, 2, '--yes: is missing, and there is no terminal to ask on'],
])('does nothing where %s', async (_what, answer, code, message) => {
  const before = await labels();
  const args = ['mac-key', 'rotate', '--reason', 'Test', '--endpoints', endpoints];
  expect(await runWith(args, answer)).toMatchObject({ code, err: expect.stringContaining(message) });
  expect(await labels()).toEqual(before);
});

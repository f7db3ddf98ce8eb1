import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerPeppers } from '../../../functions/adapters/secrets/key-versions.ts';
import { verifyTrail } from '../../../testkit/trail-verification.ts';
import { keyDigest, resetKey } from '../../../functions/domain/reset-record.ts';
import { digest } from '../../../functions/domain/digest.ts';
import { secretNames } from '../../../lib/stage-names.ts';
import { Deployment, expecting, type Started } from '../../../testkit/deployment/deployment.ts';
import { logLines } from '../../../testkit/deployment/log-lines.ts';
import { ownSource } from '../../../testkit/deployment/sources.ts';
import { StoredItems } from '../../../testkit/deployment/stored-items.ts';

const deployment = new Deployment();
const inside = new StoredItems(deployment.endpoints.dynamodb);
const users = ['user-0141', 'user-0142', 'user-0143', 'user-0144'];

/** Milliseconds to wait for the end of the stream on a busy machine. */
const PATIENCE = 120_000;

/**
 * Finds the processes of this cloud's audit consumer: other clouds on the machine have a table at another address.
 */
const consumers = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return (
          environment.includes('AWS_LAMBDA_FUNCTION_NAME=password-reset-laptop-audit-consumer') &&
          environment.includes(`AWS_ENDPOINT_URL_DYNAMODB=${deployment.endpoints.dynamodb}`)
        );
      } catch {
        return false;
      }
    })
    .map(Number);

const published = (): unknown[] =>
  logLines(deployment.endpoints.logs).flatMap((line) =>
    line.startsWith('{"audit":') ? [(JSON.parse(line) as { audit: unknown }).audit] : [],
  );

async function macKey() {
  const { secretsManager: endpoint } = JSON.parse(readFileSync(process.env['ENDPOINTS'] ?? '', 'utf8')) as {
    secretsManager: string;
  };
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ endpoint, region: 'us-east-1', credentials });
  return new SecretsManagerPeppers(client, secretNames('laptop').auditMac, { now: () => new Date() }).current();
}

async function reset(userId: string): Promise<Started> {
  const from = ownSource();
  const started = await deployment.start(userId, { from });
  const otp = await deployment.otpOf(started, `${userId}@example.com`);
  await deployment.verify(started, otp === '00000000' ? '00000001' : '00000000', { from });
  const resetToken = String(expecting(200, await deployment.verify(started, otp, { from })).json['resetToken']);
  expecting(200, await deployment.complete(resetToken, `a brand new phrase of ${userId.slice(-2)}`, { from }));
  return started;
}

test('a consumer that is killed repeatedly while it publishes leaves the trail complete', async () => {
  // Without `/proc` the processes of several clouds cannot be distinguished.
  if (process.platform !== 'linux')
    return void process.stderr.write('NOT LOOKED AT: processes, which only Linux shows\n');
  await inside.renewBudgets(...users);
  let killed = 0;
  let busy = true;
  const killer = (async () => {
    while (busy) {
      for (const pid of consumers()) {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      }
      await sleep(400);
    }
  })();
  const started = await Promise.all(users.map(reset));
  busy = false;
  await killer;
  expect(killed).toBeGreaterThan(0);

  const key = await macKey();
  const names = started.map(({ resetId }) => keyDigest(resetKey(digest(resetId))));
  const ofThese = (line: unknown) => names.includes((line as { request?: string }).request ?? '');
  const deadline = Date.now() + PATIENCE;
  const look = async () => {
    const records = await Promise.all(started.map((each) => inside.reset(each)));
    const lastSequences = new Map(records.map((record, at) => [names[at] ?? '', record?.sequence ?? 0]));
    const done = records.every((record) => record?.state === 'COMPLETED' && record.pending === undefined);
    const { findings, events } = verifyTrail(published().filter(ofThese), [key], { lastSequences });
    return { done, findings, events };
  };
  let seen = await look();
  while (!(seen.done && seen.findings.length === 0) && Date.now() < deadline) {
    await sleep(200);
    seen = await look();
  }
  expect(seen).toMatchObject({ done: true, findings: [] });
  expect(seen.events).toBeGreaterThanOrEqual(users.length * 9);
});

test('every event that the cloud has published, in any test, fits the schema and is chained to the one before', async () => {
  const { findings, events } = verifyTrail(published(), [await macKey()]);
  expect(findings.filter(({ finding }) => finding !== 'missing')).toEqual([]);
  expect(events).toBeGreaterThan(0);
});

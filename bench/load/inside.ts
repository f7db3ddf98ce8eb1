import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SecretsManagerPeppers } from '../../functions/adapters/secrets/key-versions.ts';
import { verifyTrail } from '../../testkit/trail-verification.ts';
import type { Pepper } from '../../functions/domain/digest.ts';
import type { PublishedEvent } from '../../functions/domain/published-event.ts';
import { keyDigest, type RequestRecord } from '../../functions/domain/reset-record.ts';
import { secretNames } from '../../lib/stage-names.ts';
import type { Endpoints } from '../../local/cloud.ts';
import { allItems } from '../../testkit/deployment/all-items.ts';
import { logLines } from '../../testkit/deployment/log-lines.ts';
import type { SeenMail } from '../../testkit/deployment/mail-watch.ts';
import type { Inside } from './reconcile.ts';

/** The key with which the audit consumer seals its events. */
export async function auditKey({ secretsManager: endpoint }: Endpoints): Promise<Pepper> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SecretsManagerClient({ endpoint, region: 'us-east-1', credentials });
  try {
    return await new SecretsManagerPeppers(client, secretNames('laptop').auditMac, { now: () => new Date() }).current();
  } finally {
    client.destroy();
  }
}

/** Reads the tables and the logs of a cloud as they are now. */
export async function lookInside(endpoints: Endpoints, mails: readonly SeenMail[], key: Pepper): Promise<Inside> {
  const items = (await allItems(endpoints.dynamodb)).map((item) => JSON.parse(item) as RequestRecord);
  const records = items.filter(({ kind }) => kind === 'reset' || kind === 'reminder');
  const lines = logLines(endpoints.logs)
    .filter((line) => line.startsWith('{"audit":'))
    .map((line) => (JSON.parse(line) as { audit: PublishedEvent }).audit);
  const lastSequences = new Map(records.map((record) => [keyDigest(record.key), record.sequence]));
  return {
    records,
    mails,
    events: [...new Map(lines.map((event) => [event.id, event])).values()],
    trail: verifyTrail(lines, [key], { lastSequences }),
  };
}

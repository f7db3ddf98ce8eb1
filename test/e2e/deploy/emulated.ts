import { createHash } from 'node:crypto';
import { REGION } from '../../../local/account.ts';
import { httpCall } from '../../../testkit/deployment/http-call.ts';
import { ROOT_KEY } from './emulator.ts';

/** Headers of a signed call; the emulator reads service and region from them and checks no signature. */
const signedFor = (service: string) => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=${ROOT_KEY}/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** URL of an API: the emulator has the ID in the path, where AWS has a host name for each API. */
export function apiUrlOf(emulator: string, outputs: Readonly<Record<string, string>>): string {
  const [, id, stage] =
    /^https:\/\/(\w+)\.execute-api\.[^/]+\/(\w+)\/?$/m.exec(Object.values(outputs).join('\n')) ?? [];
  if (id === undefined || stage === undefined) throw new Error('No output names the API');
  return `${emulator}/restapis/${id}/${stage}/_user_request_`;
}

/** Domain name of the only distribution. */
export async function distributionDomain(emulator: string): Promise<string> {
  const url = `${emulator}/2020-05-31/distribution`;
  const { text } = await httpCall({ method: 'GET', url, headers: signedFor('cloudfront') });
  const [, domain] = /<DomainName>([a-z0-9]+\.cloudfront\.net)<\/DomainName>/.exec(text) ?? [];
  if (domain === undefined) throw new Error(`CloudFront lists no distribution: ${text}`);
  return domain;
}

/** Every line in a log group of CloudWatch Logs. */
export async function logLines(emulator: string, logGroupName: string): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: unknown;
  do {
    const { status, text, json } = await httpCall({
      method: 'POST',
      url: `${emulator}/`,
      headers: {
        ...signedFor('logs'),
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'Logs_20140328.FilterLogEvents',
      },
      body: JSON.stringify({ logGroupName, nextToken }),
    });
    if (status !== 200) throw new Error(`CloudWatch Logs does not show ${logGroupName}: ${text}`);
    lines.push(...((json['events'] ?? []) as { message: string }[]).flatMap(({ message }) => message.split('\n')));
    ({ nextToken } = json);
  } while (nextToken !== undefined);
  return lines.filter((line) => line !== '');
}

/** Messages in each queue of the emulator, by the queue's URL; they stay there. */
export async function messagesInQueues(emulator: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const { json } = await httpCall({ method: 'GET', url: `${emulator}/_ministack/sqs/messages` });
  const accounts = Object.values((json['messages'] ?? {}) as Record<string, Record<string, Record<string, unknown[]>>>);
  return Object.assign({}, ...accounts.flatMap((regions) => Object.values(regions))) as Record<string, unknown[]>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Credentials that the emulator gives to a function's process: derived from its name and role, and known to IAM after
 * its first run.
 */
export async function roleSession(emulator: string, functionName: string) {
  const url = `${emulator}/2015-03-31/functions/${functionName}/configuration`;
  const { json, text } = await httpCall({ method: 'GET', url, headers: signedFor('lambda') });
  const { FunctionArn, Role } = json;
  if (typeof FunctionArn !== 'string' || typeof Role !== 'string')
    throw new Error(`Lambda has no ${functionName}: ${text}`);
  const digest = sha256(`${FunctionArn}:${Role}`);
  return {
    accessKeyId: `ASIA${digest.slice(0, 16).toUpperCase()}`,
    secretAccessKey: sha256(`secret:${digest}`),
    sessionToken: sha256(`token:${digest}`),
  };
}

/** Calls a function with an empty event. @throws if it fails */
export async function invoke(emulator: string, functionName: string): Promise<void> {
  const url = `${emulator}/2015-03-31/functions/${functionName}/invocations`;
  const { status, headers, text } = await httpCall({ method: 'POST', url, headers: signedFor('lambda'), body: '{}' });
  if (status !== 200 || headers['x-amz-function-error'] !== undefined) throw new Error(`${functionName}: ${text}`);
}

/** Returns the trail as JSON lines, once it has an event of this name. */
export async function auditTrail(emulator: string, logGroupName: string, event: string): Promise<string> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const trail = (await logLines(emulator, logGroupName)).join('\n');
    if (trail.includes(`"event":"${event}"`)) return `${trail}\n`;
    if (Date.now() > deadline) throw new Error(`${logGroupName} got no ${event}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

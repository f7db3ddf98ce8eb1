import { type IncomingHttpHeaders, type IncomingMessage, request as call } from 'node:http';
import { type Passing, VIEWER_ADDRESS } from './passing.ts';

/** The API behind the distribution. */
export interface ApiOrigin {
  /** Without a path. */
  readonly url: string;
  /** Reads a version of a secret, as CloudFormation does when it updates the distribution. */
  readonly readSecret: (secretId: string, stage: string) => Promise<string>;
}

/** Answer of the origin. */
export interface Passed {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Headers of one connection. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding'];

const REFERENCE = /^\{\{resolve:secretsmanager:(.+):SecretString:[^:]*:([^:]*):[^:]*\}\}$/;

/** Reads what a header's value refers to; returns any other value as it is. */
export async function resolved(value: string, { readSecret }: Pick<ApiOrigin, 'readSecret'>): Promise<string> {
  const [, secretId, stage = ''] = REFERENCE.exec(value) ?? [];
  return secretId === undefined ? value : readSecret(secretId, stage === '' ? 'AWSCURRENT' : stage);
}

/**
 * Passes a viewer's call on as CloudFront does: with the headers that the policies name, the address of the viewer,
 * and headers of the distribution's own, which replace those of the viewer.
 */
export function passOn(
  viewer: IncomingMessage,
  { headers: passed }: Passing,
  ownHeaders: Readonly<Record<string, string>>,
  origin: string,
): Promise<Passed> {
  const { remoteAddress = '', remotePort = 0 } = viewer.socket;
  const sent = (name: string) => viewer.headers[name];
  const headers: Record<string, string | string[] | undefined> = {
    // CloudFront sends a name of its own unless it is told to pass the viewer's on.
    'user-agent': 'Amazon CloudFront',
    ...Object.fromEntries([...passed, 'content-length', 'transfer-encoding'].map((name) => [name, sent(name)])),
    'x-forwarded-for': [sent('x-forwarded-for'), remoteAddress].filter((part) => part !== undefined).join(', '),
    via: `${viewer.httpVersion} laptop.cloudfront.net (CloudFront)`,
    ...(passed.includes(VIEWER_ADDRESS) && { [VIEWER_ADDRESS]: `${remoteAddress}:${remotePort}` }),
    ...ownHeaders,
  };
  const given = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  return new Promise((resolve, reject) => {
    const options = { method: viewer.method, path: viewer.url, headers: Object.fromEntries(given), agent: false };
    const outgoing = call(origin, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_CONNECTION.includes(name));
        resolve({ status: answer.statusCode ?? 502, headers: Object.fromEntries(kept), body: Buffer.concat(chunks) });
      });
    });
    outgoing.on('error', reject);
    viewer.on('error', reject);
    viewer.pipe(outgoing);
  });
}

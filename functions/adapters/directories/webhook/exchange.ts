import { request as plain, type IncomingMessage } from 'node:http';
import { request as secure, type RequestOptions } from 'node:https';
import { isIP, type TcpNetConnectOpts } from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { WebhookError } from '../directory-error.ts';
import { type WebhookAnswer, type WebhookCallName, webhookCalls, webhookHeaders } from './contract.ts';
import { isAnswerSignedBy, type SigningKey } from './signature.ts';

/** Bytes. A hundred accounts of usual size take a quarter of it. */
const LARGEST_ANSWER = 128 * 1024;

/** Answer as it arrived; nothing of it is verified. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Posts a body and returns the answer. It connects only to checked addresses and follows no redirect.
 *
 * Not `fetch`, which does not accept the addresses to connect to. Each call opens a new connection, because a
 * function that is frozen between calls wakes up with dead sockets.
 *
 * @throws WebhookError if there is no complete answer
 */
export async function exchange(
  url: URL,
  sent: { readonly headers: Record<string, string>; readonly body: Buffer },
  guard: AddressGuard,
  signal: AbortSignal,
): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !guard.allows(host)) throw new WebhookError('address-refused');
  try {
    const response = await open(url, sent, { lookup: guard.lookup, autoSelectFamily: true, signal });
    return { status: response.statusCode ?? 0, headers: response.headers, body: await wholeBody(response) };
  } catch (error) {
    if (error instanceof WebhookError) throw error;
    if (signal.aborted) throw new WebhookError('timeout', undefined, { cause: error });
    throw new WebhookError('unreachable', (error as NodeJS.ErrnoException).code, { cause: error });
  }
}

function open(
  url: URL,
  { headers, body }: { readonly headers: Record<string, string>; readonly body: Buffer },
  options: Pick<RequestOptions, 'lookup' | 'signal'> & Pick<TcpNetConnectOpts, 'autoSelectFamily'>,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? secure : plain;
  return new Promise((resolve, reject) => {
    // `agent: false`: a new connection, and no proxy from the environment, which would resolve the name itself.
    request(url, { method: 'POST', headers, agent: false, rejectUnauthorized: true, ...options })
      .once('response', resolve)
      .once('error', reject)
      .end(body);
  });
}

async function wholeBody(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > LARGEST_ANSWER) throw new WebhookError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const JSON_TYPE = /^application\/json(?:; *charset="?utf-8"?)?$/i;

/**
 * Returns the content of an answer that is signed for this request and matches the contract. The signature is checked
 * before the body is parsed. Fields outside the contract are dropped: a receiver of a later version may send them.
 *
 * @throws WebhookError for any other answer
 */
export function answerOf<Name extends WebhookCallName>(
  name: Name,
  { status, headers, body }: Answer,
  { version: keyId, key }: SigningKey,
  nonce: string,
): WebhookAnswer<Name> {
  if (status >= 300 && status < 400) throw new WebhookError('redirect', status);
  if (status !== 200) throw new WebhookError('status', status);
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) throw new WebhookError('content-type');
  const signature = headers[webhookHeaders.signature];
  if (typeof signature !== 'string' || !isAnswerSignedBy(key, { keyId, nonce, status, body }, signature))
    throw new WebhookError('signature');
  const result = webhookCalls[name].answer.safeParse(parsed(body));
  if (!result.success) throw new WebhookError('form');
  return result.data as WebhookAnswer<Name>;
}

/**
 * Whether the receiver does not know the key. Such an answer cannot be signed; it only causes a call with another
 * key.
 */
export const namesUnknownKey = ({ status, body }: Answer): boolean =>
  status === 401 && (parsed(body) as { code?: unknown } | null | undefined)?.code === 'unknown-key';

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Checks the signature of a request and signs the answer, as docs/guides/webhook-directory.md describes. This file
 * needs only Node: copy it into your own receiver.
 */

/** Seconds by which a timestamp may differ from this machine's clock, in either direction. */
const WINDOW = 300;

export interface NonceStore {
  /**
   * Returns true only for the first use of a nonce, even if several machines use it at the same time.
   *
   * @param until epoch seconds from which the store may forget the nonce, because the timestamp is then too old
   */
  use(nonce: string, until: number): Promise<boolean>;
}

export interface ReceivedRequest {
  readonly method: string;
  /** The path as the sender wrote it, with the path of the webhook's URL, even if a proxy has changed it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The exact bytes, before any parsing. */
  readonly body: Buffer;
}

export type Verdict =
  | { readonly kind: 'accepted'; readonly signAnswer: SignAnswer }
  | { readonly kind: 'refused'; readonly code: 'unknown-key' | 'bad-signature' | 'stale-timestamp' | 'replayed' };

/** Returns the value of `password-reset-signature` for an answer to the accepted request. */
export type SignAnswer = (status: number, body: Buffer) => string;

/**
 * Verifies a request. The nonce is stored last, so that requests with a wrong signature cannot fill the store. A
 * missing header counts as a wrong one.
 *
 * @param keys the keys by their IDs: two during a rotation
 * @param now milliseconds since the epoch
 */
export async function verifySignature(
  { method, path, headers, body }: ReceivedRequest,
  keys: ReadonlyMap<string, string>,
  nonces: NonceStore,
  now: number = Date.now(),
): Promise<Verdict> {
  const keyId = header(headers, 'key-id');
  const timestamp = header(headers, 'timestamp');
  const nonce = header(headers, 'nonce');
  const key = keys.get(keyId);
  if (key === undefined) return { kind: 'refused', code: 'unknown-key' };

  const expected = signatureOf(key, ['v1.request', keyId, timestamp, nonce, method, path], body);
  const wellFormed = /^\d{1,12}$/.test(timestamp) && /^[\w-]{22,64}$/.test(nonce);
  if (!wellFormed || !same(header(headers, 'signature'), expected)) return { kind: 'refused', code: 'bad-signature' };
  if (Math.abs(now / 1000 - Number(timestamp)) > WINDOW) return { kind: 'refused', code: 'stale-timestamp' };
  if (!(await nonces.use(nonce, Number(timestamp) + WINDOW + 1))) return { kind: 'refused', code: 'replayed' };

  const signAnswer: SignAnswer = (status, answer) =>
    signatureOf(key, ['v1.response', keyId, nonce, String(status)], answer);
  return { kind: 'accepted', signAnswer };
}

function header(headers: ReceivedRequest['headers'], name: string): string {
  const value = headers[`password-reset-${name}`];
  return typeof value === 'string' ? value : '';
}

function signatureOf(key: string, lines: readonly string[], body: Buffer): string {
  const mac = createHmac('sha256', key);
  for (const line of lines) mac.update(`${line}\n`);
  return `v1=${mac.update(body).digest('hex')}`;
}

/** Compares in constant time. */
function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

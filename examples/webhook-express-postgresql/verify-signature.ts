import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Checks the signature of a request and signs the answer, as docs/guides/webhook-directory.md describes. This file needs nothing but
 * Node: copy it into your own receiver.
 */

/** Seconds by which a timestamp may differ from this machine's clock, in either direction. */
const WINDOW = 300;

export interface NonceStore {
  /**
   * True for the first caller with this nonce alone, however many come at once and on whatever machine.
   *
   * @param until epoch seconds; from then on the timestamp alone refuses the request, and the nonce may be forgotten
   */
  use(nonce: string, until: number): Promise<boolean>;
}

export interface ReceivedRequest {
  readonly method: string;
  /** As the sender wrote it: with the path of the webhook's URL, whatever a proxy has made of it. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The exact bytes, before anything parsed them. */
  readonly body: Buffer;
}

export type Verdict =
  | { readonly kind: 'accepted'; readonly signAnswer: SignAnswer }
  | { readonly kind: 'refused'; readonly code: 'unknown-key' | 'bad-signature' | 'stale-timestamp' | 'replayed' };

/** The value of `password-reset-signature` for an answer to the request that was accepted. */
export type SignAnswer = (status: number, body: Buffer) => string;

/**
 * The nonce is used up last: a request that anybody could have made fills no store. A missing header is a wrong one.
 *
 * @param keys the keys by their IDs: two while they rotate
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

/** Takes the same time wherever the two differ. */
function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

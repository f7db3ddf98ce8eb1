import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signatures of requests and answers (docs/guides/webhook-directory.md): HMAC-SHA-256 over lines. The body comes
 * last, so that nothing in it can be read as another line. The first line prevents an answer from being replayed as a
 * request.
 */

/** Key that signs requests and answers. */
export interface SigningKey {
  /** Tells the receiver which of its keys to verify with. */
  readonly version: string;
  readonly key: Buffer;
}

/** Parts of a request that its signature covers. */
export interface SignedRequest {
  readonly keyId: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  /** Unique to this request; at least 128 random bits. */
  readonly nonce: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly body: Buffer;
}

/** Parts of an answer that its signature covers. */
export interface SignedAnswer {
  readonly keyId: string;
  /** Nonce of the request that is answered. */
  readonly nonce: string;
  readonly status: number;
  readonly body: Buffer;
}

/** Signature of a request: `v1=` and 64 hex digits. */
export const signRequest = (key: Buffer, { keyId, timestamp, nonce, method, path, body }: SignedRequest): string =>
  signatureOf(key, ['v1.request', keyId, String(timestamp), nonce, method, path], body);

/** Signature of an answer: `v1=` and 64 hex digits. */
export const signAnswer = (key: Buffer, { keyId, nonce, status, body }: SignedAnswer): string =>
  signatureOf(key, ['v1.response', keyId, nonce, String(status)], body);

/** Compares in constant time (ASVS 11.2.4). */
export function isAnswerSignedBy(key: Buffer, answer: SignedAnswer, signature: string | undefined): boolean {
  const [given, right] = [Buffer.from(signature ?? ''), Buffer.from(signAnswer(key, answer))];
  return given.length === right.length && timingSafeEqual(given, right);
}

function signatureOf(key: Buffer, lines: readonly string[], body: Buffer): string {
  const mac = createHmac('sha256', key);
  for (const line of lines) mac.update(`${line}\n`);
  return `v1=${mac.update(body).digest('hex')}`;
}

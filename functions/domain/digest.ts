import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A server-side key for digests of low-entropy values, with the version that a record names. */
export interface Pepper {
  readonly version: string;
  readonly key: Buffer;
}

/** SHA-256 as base64url, for values that are themselves 256 random bits. */
export const digest = (value: string): string => createHash('sha256').update(value).digest('base64url');

/**
 * HMAC-SHA-256 of the parts, each preceded by its length, so that no two lists of parts give the same input.
 * The first part names the purpose: a digest made for one purpose never equals one made for another.
 */
export function hmac(pepper: Pepper, purpose: string, ...parts: readonly string[]): Buffer {
  const mac = createHmac('sha256', pepper.key);
  for (const part of [purpose, ...parts]) mac.update(`${Buffer.byteLength(part)}:${part}`);
  return mac.digest();
}

/** {@link hmac} as base64url. */
export const keyedDigest = (pepper: Pepper, purpose: string, ...parts: readonly string[]): string =>
  hmac(pepper, purpose, ...parts).toString('base64url');

/** Compares two digests in constant time (ASVS 11.2.4). */
export function sameDigest(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { createHash, createHmac, timingSafeEqual, randomBytes } from 'node:crypto';

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

/**
 * 128 bits of HMAC-SHA-256, as base64url: as many as tell people and sources apart, and few enough that an item with three of
 * them stays within one write unit (docs/adr/0040-audit-events.md).
 */
const short = (key: Pepper, purpose: string, value: string): string =>
  hmac(key, purpose, value).subarray(0, 16).toString('base64url');

/** How items and events name a key of digests: by the start of its version, which is a UUID. */
export const keyIdOf = ({ version }: Pepper): string => version.slice(0, 8);

/** How an audit event names a user ID or an address: the same for the same one, and of no use without the key. */
export const subjectDigest = (key: Pepper, subject: string): string => short(key, 'subject', subject);

/** {@link subjectDigest} with the name of the key. */
export const namedSubject = (key: Pepper, subject: string) => ({
  subject: subjectDigest(key, subject),
  subjectKey: keyIdOf(key),
});

/** How an audit event names the network that limits count. */
export const sourceDigest = (key: Pepper, network: string): string => short(key, 'source', network);

/** How an audit event names a whole `User-Agent` header. */
export const userAgentDigest = (key: Pepper, header: string): string => short(key, 'user-agent', header);

/** 256 random bits as 43 characters of base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** `<digest that names a record>.<proof>`: one string that finds its record and proves itself to it. */
export function splitToken(token: string): { name: string; proof: string } {
  const [name = '', proof = ''] = token.split('.');
  return { name, proof };
}

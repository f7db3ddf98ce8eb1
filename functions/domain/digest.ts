import { createHash, createHmac, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto';

/** Server-side key for digests of low-entropy values, and the version by which records name it. */
export interface Pepper {
  readonly version: string;
  readonly key: Buffer;
}

/** SHA-256 as base64url, for values that are themselves 256 random bits. */
export const digest = (value: string): string => createHash('sha256').update(value).digest('base64url');

/** JSON with sorted keys and without undefined members, so that the same content always has the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/**
 * HMAC-SHA-256 of the parts. Each part is preceded by its length, so no two lists of parts have the same input. The
 * first part names the purpose: digests made for different purposes never match.
 */
export function hmac(pepper: Pepper, purpose: string, ...parts: readonly string[]): Buffer {
  // Node 24 takes a key as bytes four times as long as a key object.
  const mac = createHmac('sha256', createSecretKey(pepper.key));
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
 * 128 bits of HMAC-SHA-256 as base64url: long enough to distinguish people and sources, short enough that an item
 * with three of them stays within one write unit (docs/adr/0013-audit-events-from-the-item.md).
 */
const short = (key: Pepper, purpose: string, value: string): string =>
  hmac(key, purpose, value).subarray(0, 16).toString('base64url');

/** ID of a key in items and events: the first 8 characters of its version, which is a UUID. */
export const keyIdOf = ({ version }: Pick<Pepper, 'version'>): string => version.slice(0, 8);

/**
 * Digest that stands for a user ID or an address in audit events: equal for equal values, and useless without the
 * key.
 */
export const subjectDigest = (key: Pepper, subject: string): string => short(key, 'subject', subject);

/** {@link subjectDigest} with the ID of its key. */
export const namedSubject = (key: Pepper, subject: string) => ({
  subject: subjectDigest(key, subject),
  subjectKey: keyIdOf(key),
});

/** Digest that stands for the source network in audit events, the network that limits count. */
export const sourceDigest = (key: Pepper, network: string): string => short(key, 'source', network);

/** Digest that stands for a whole `User-Agent` header in audit events. */
export const userAgentDigest = (key: Pepper, header: string): string => short(key, 'user-agent', header);

/** 256 random bits as 43 characters of base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/**
 * Digest of a call that its caller can repeat, so that a lost answer is given again (R33). The caller's key is
 * random, so that the digest says nothing of the rest. 72 bits tell the calls of one caller apart.
 */
export const callDigest = (idempotencyKey: string | undefined, ...parts: readonly string[]): string | undefined =>
  idempotencyKey === undefined ? undefined : digest([idempotencyKey, ...parts].join(' ')).slice(0, 12);

/** Splits `<digest that names a record>.<proof>`: the first part finds the record, the second authorizes the call. */
export function splitToken(token: string): { name: string; proof: string } {
  const [name = '', proof = ''] = token.split('.');
  return { name, proof };
}

import { hmac, type Pepper } from './digest.ts';

/**
 * 128 bits of HMAC-SHA-256, as base64url: as many as tell people and sources apart, and few enough that an item with three of
 * them stays within one write unit (docs/adr/0013-audit-events-from-the-item.md).
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

import type { Pepper } from './digest.ts';
import { sourceNetwork, sourcePrefix } from './source-address.ts';
import { keyIdOf, sourceDigest, userAgentDigest } from './subject.ts';

/** Where a call came from, as the table and the audit trail may know it: the address itself is kept nowhere. */
export interface Origin {
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  readonly prefix: string;
  /** Keyed digest of the network that limits count. */
  readonly source?: string;
  /** Keyed digest of the whole `User-Agent` header. */
  readonly userAgent?: string;
  /** Names the key of the two. */
  readonly key?: string;
  /** What the human check said, where one stands before the call. */
  readonly captcha?: 'passed' | 'failed' | 'unavailable';
}

/**
 * @param source the socket's address as API Gateway saw it
 * @param key absent where nothing of the call is recorded
 */
export function originOf(source: string, userAgent: string | undefined, key: Pepper | undefined): Origin {
  const prefix = sourcePrefix(source);
  if (key === undefined) return { prefix };
  return {
    prefix,
    source: sourceDigest(key, sourceNetwork(source)),
    ...(userAgent !== undefined && { userAgent: userAgentDigest(key, userAgent) }),
    key: keyIdOf(key),
  };
}

import { keyedDigest, type Pepper } from './digest.ts';
import { sourceNetwork, sourcePrefix } from './source-address.ts';

/** Where a call came from, as the table and the audit trail may know it: the address itself is kept nowhere. */
export interface Origin {
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  readonly sourcePrefix: string;
  /** Keyed digest of the network that limits count. */
  readonly sourceDigest?: string;
  /** Keyed digest of the whole `User-Agent` header. */
  readonly userAgentDigest?: string;
  /** Version of the key of the two. */
  readonly sourceKey?: string;
  /** What the human check said, where one stands before the call. */
  readonly captcha?: 'passed' | 'failed' | 'unavailable';
}

/**
 * @param source the socket's address as API Gateway saw it
 * @param key absent where nothing of the call is recorded
 */
export function originOf(source: string, userAgent: string | undefined, key: Pepper | undefined): Origin {
  if (key === undefined) return { sourcePrefix: sourcePrefix(source) };
  return {
    sourcePrefix: sourcePrefix(source),
    sourceDigest: keyedDigest(key, 'source', sourceNetwork(source)),
    ...(userAgent !== undefined && { userAgentDigest: keyedDigest(key, 'user-agent', userAgent) }),
    sourceKey: key.version,
  };
}

import { BlockList, isIPv6 } from 'node:net';
import { type Pepper, keyIdOf, sourceDigest, userAgentDigest } from './digest.ts';

const groupsOf = (address: string): string[] => {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  if (tail === undefined) return left;
  const right = tail === '' ? [] : tail.split(':');
  return [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
};

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/** An IPv4 address that came as `::ffff:192.0.2.1` is treated as the IPv4 address that it is. */
const unmapped = (address: string): string =>
  address.includes('.') && isIPv6(address) && mapped.check(address, 'ipv6')
    ? (address.split(':').at(-1) ?? address)
    : address;

const ipv6Network = (address: string, groups: number): string =>
  `${groupsOf(address)
    .slice(0, groups)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/${groups * 16}`;

/**
 * What limits per source count as one: an IPv4 address, or the /64 that one IPv6 subscriber owns.
 */
export function sourceNetwork(address: string): string {
  const plain = unmapped(address);
  return isIPv6(plain) ? ipv6Network(plain, 4) : plain;
}

/** The rough place of an address, for logs and mails: /24 of IPv4, /48 of IPv6. */
export function sourcePrefix(address: string): string {
  const plain = unmapped(address);
  if (isIPv6(plain)) return ipv6Network(plain, 3);
  return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
}

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

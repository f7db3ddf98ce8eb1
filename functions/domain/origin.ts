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

/** Treats an IPv4 address in the form `::ffff:192.0.2.1` as IPv4. */
const unmapped = (address: string): string =>
  address.includes('.') && isIPv6(address) && mapped.check(address, 'ipv6')
    ? (address.split(':').at(-1) ?? address)
    : address;

const ipv6Network = (address: string, groups: number): string =>
  `${groupsOf(address)
    .slice(0, groups)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/${groups * 16}`;

/** Network that limits per source count: an IPv4 address, or the /64 of one IPv6 subscriber. */
export function sourceNetwork(address: string): string {
  const plain = unmapped(address);
  return isIPv6(plain) ? ipv6Network(plain, 4) : plain;
}

/** Coarse network of an address for logs and mails: /24 of IPv4, /48 of IPv6. */
export function sourcePrefix(address: string): string {
  const plain = unmapped(address);
  if (isIPv6(plain)) return ipv6Network(plain, 3);
  return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
}

/** Source of a call, as the table and the audit trail store it. The address itself is stored nowhere. */
export interface Origin {
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  readonly prefix: string;
  /** Keyed digest of the network that limits count: an IPv4 address, or a /64 of IPv6. */
  readonly source?: string;
  /** Keyed digest of the whole `User-Agent` header. */
  readonly userAgent?: string;
  /** ID of the key of the two digests. */
  readonly key?: string;
  /** Captcha result, if the operation requires a captcha. */
  readonly captcha?: 'passed' | 'failed' | 'unavailable';
}

/**
 * Makes the origin of a call.
 *
 * @param source address of the caller, as API Gateway reports it
 * @param key absent if nothing of the call is recorded
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

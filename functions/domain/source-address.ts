import { BlockList, isIPv6 } from 'node:net';

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

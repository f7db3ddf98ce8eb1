import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Network whose sources may make more calls in an hour than others. */
export interface NetworkAllowance {
  /** `203.0.113.0/24` or `2001:db8:1::/48`. */
  readonly network: string;
  /** Starts, reminders and failed logins of each kind that one source of the network may make in an hour. */
  readonly perHour: number;
}

/** Bounds of `perHour`, as those of the setting `startsPerSourcePerHour`. */
export const PER_HOUR = { minimum: 1, maximum: 100_000 } as const;

/** Shortest and longest prefixes. A wider network is no office; limits count an IPv6 source by its /64. */
const PREFIXES = { ipv4: [8, 32], ipv6: [24, 64] } as const;

interface Cidr {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parseCidr(text: string): Cidr | undefined {
  const [, address = '', digits = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
  const prefix = Number(digits);
  return family === undefined || prefix > (family === 'ipv4' ? 32 : 128) ? undefined : { address, prefix, family };
}

/** Returns what is wrong with a network and how to fix it; undefined if nothing is. */
export function networkError(text: string): string | undefined {
  const cidr = parseCidr(text);
  if (cidr === undefined) return 'must be a network such as 203.0.113.0/24 or 2001:db8:1::/48';
  const [shortest, longest] = PREFIXES[cidr.family];
  const name = cidr.family === 'ipv4' ? 'IPv4' : 'IPv6';
  if (cidr.prefix < shortest || cidr.prefix > longest) {
    return `must have a prefix from /${shortest} to /${longest} for ${name}; give each office its own network`;
  }
  return undefined;
}

/** Tells whether a network contains a source, an address or the /64 by which limits count IPv6. */
function contains({ address, prefix, family }: Cidr, source: string): boolean {
  const [own = ''] = source.split('/');
  if ((family === 'ipv4') !== isIPv4(own)) return false;
  const list = new BlockList();
  list.addSubnet(address, prefix, family);
  return list.check(own, family);
}

/**
 * Returns the hourly limit of a source: the largest of the usual one and its networks' allowances.
 *
 * @param source as `sourceNetwork` makes it
 */
export function limitOf(source: string, usual: number, allowances: readonly NetworkAllowance[]): number {
  const own = allowances.filter(({ network }) => {
    const cidr = parseCidr(network);
    return cidr !== undefined && contains(cidr, source);
  });
  return Math.max(usual, ...own.map(({ perHour }) => perHour));
}

/** Reads allowances written as `203.0.113.0/24=200`; undefined if one is not written so. */
export function parseAllowances(entries: readonly string[]): readonly NetworkAllowance[] | undefined {
  const parsed = entries.map((entry) => {
    const [, network = '', digits = ''] = /^([^=]+)=(\d{1,6})$/.exec(entry) ?? [];
    const perHour = Number(digits);
    const wrong = networkError(network) !== undefined || perHour < PER_HOUR.minimum || perHour > PER_HOUR.maximum;
    return wrong ? undefined : { network, perHour };
  });
  return parsed.some((one) => one === undefined) ? undefined : parsed.filter((one) => one !== undefined);
}

import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { WebhookError } from '../directory-error.ts';

/**
 * IPv4 networks outside the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry, multicast
 * and reserved.
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/**
 * IPv6 network of public hosts. Loopback, ULA, link-local, multicast, `::ffff:…` and `64:ff9b::…` are outside of it.
 */
const GLOBAL_IPV6 = ['2000::/3'];

/**
 * Parts of it that are not single hosts: protocol assignments (with Teredo), documentation, and 6to4, which embeds an
 * IPv4 address.
 */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Resolves a host to all its current addresses. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

const systemResolver: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Prevents calls into internal networks: a name may be made to resolve to the function itself, to a metadata service
 * or to a private network. The socket gets the checked addresses, so a name that changes in between has no effect.
 */
export class AddressGuard {
  readonly #special = networks(SPECIAL_IPV4, SPECIAL_IPV6);
  readonly #global = networks([], GLOBAL_IPV6);
  readonly #allowed: BlockLists;
  readonly #resolve: Resolve;

  /** @param allowedNetworks networks in CIDR notation that may be called although they are not public */
  constructor(allowedNetworks: readonly string[], resolve: Resolve = systemResolver) {
    this.#allowed = networks(
      allowedNetworks.filter((network) => !network.includes(':')),
      allowedNetworks.filter((network) => network.includes(':')),
    );
    this.#resolve = resolve;
  }

  allows(address: string): boolean {
    switch (isIP(address)) {
      case 4:
        return this.#allowed.ipv4.check(address) || !this.#special.ipv4.check(address);
      case 6: {
        // A zone names an interface of this machine.
        if (address.includes('%')) return false;
        if (this.#allowed.ipv6.check(address, 'ipv6')) return true;
        return this.#global.ipv6.check(address, 'ipv6') && !this.#special.ipv6.check(address, 'ipv6');
      }
      default:
        return false;
    }
  }

  /**
   * `lookup` option of a socket with `autoSelectFamily`, which takes all addresses at once. Node does not call it if
   * the URL has an address instead of a name.
   */
  readonly lookup: LookupFunction = callbackify((hostname: string, _options: LookupOptions) => this.#checked(hostname));

  /** One refused address refuses the name: a legitimate name has no such address. */
  async #checked(hostname: string): Promise<LookupAddress[]> {
    const addresses = await this.#resolve(hostname);
    if (addresses.length === 0 || !addresses.every(({ address }) => this.allows(address)))
      throw new WebhookError('address-refused');
    return addresses;
  }
}

/** One list per family: in a common list, `::ffff:0:0/96` would match all of IPv4. */
interface BlockLists {
  readonly ipv4: BlockList;
  readonly ipv6: BlockList;
}

function networks(ipv4: readonly string[], ipv6: readonly string[]): BlockLists {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  const add = (network: string, family: 'ipv4' | 'ipv6') => {
    const [address = '', prefix] = network.split('/');
    lists[family].addSubnet(address, Number(prefix), family);
  };
  for (const network of ipv4) add(network, 'ipv4');
  for (const network of ipv6) add(network, 'ipv6');
  return lists;
}

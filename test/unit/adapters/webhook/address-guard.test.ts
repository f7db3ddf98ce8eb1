import { createServer } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { AddressGuard } from '../../../../functions/adapters/directories/webhook/address-guard.ts';
import { exchange } from '../../../../functions/adapters/directories/webhook/exchange.ts';

const publicOnly = new AddressGuard([]);
const sent = { headers: {}, body: Buffer.from('{}') };
const never = new AbortController().signal;

test.each([
  ['this network', '0.0.0.0'],
  ['loopback', '127.0.0.1'],
  ['loopback, last address', '127.255.255.255'],
  ['private, class A', '10.1.2.3'],
  ['private, class B', '172.16.0.1'],
  ['private, class B, last address', '172.31.255.255'],
  ['private, class C', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT, last address', '100.127.255.255'],
  ['link-local', '169.254.1.1'],
  ['the metadata service', '169.254.169.254'],
  ['the metadata service of containers', '169.254.170.2'],
  ['protocol assignments', '192.0.0.8'],
  ['documentation', '192.0.2.1'],
  ['6to4 relays', '192.88.99.1'],
  ['benchmarks', '198.19.0.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['IPv4 loopback, mapped', '::ffff:127.0.0.1'],
  ['IPv4 loopback, mapped and in hex', '::ffff:7f00:1'],
  ['public IPv4, mapped', '::ffff:8.8.8.8'],
  ['IPv4, compatible', '::127.0.0.1'],
  ['NAT64 of the metadata service', '64:ff9b::a9fe:a9fe'],
  ['discard only', '100::1'],
  ['Teredo', '2001:0:1::1'],
  ['documentation', '2001:db8::1'],
  ['6to4 of loopback', '2002:7f00:1::1'],
  ['documentation', '3fff::1'],
  ['unique local', 'fd00::1'],
  ['the metadata service', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['a name', 'localhost'],
  ['nothing', ''],
])('%s is refused: %s', (_what, address) => {
  expect(publicOnly.allows(address)).toBe(false);
});

test.each(['8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])(
  '%s is public',
  (address) => {
    expect(publicOnly.allows(address)).toBe(true);
  },
);

test('an allowed network allows nothing else', () => {
  const guard = new AddressGuard(['127.0.0.1/32', 'fd12::/16']);
  expect(['127.0.0.1', 'fd12::1', '8.8.8.8'].map((address) => guard.allows(address))).toEqual([true, true, true]);
  const others = ['127.0.0.2', '::ffff:127.0.0.1', 'fd13::1', '10.0.0.1', '::1'];
  expect(others.filter((address) => guard.allows(address))).toEqual([]);
});

describe('a connection', () => {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.socket.localAddress ?? '');
    response.end('{}');
  });
  let port = 0;
  beforeAll(async () => {
    // Listens on all addresses, so that a call which passes the check would arrive.
    await new Promise<void>((resolve) => {
      server.listen(0, '0.0.0.0', resolve);
    });
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    reached.length = 0;
  });
  afterAll(() => server.close());

  const at = (host: string) => new URL(`http://${host}:${port}/`);
  /**
   * Resolver with another answer each time, like a name that resolves to an internal address at the second lookup.
   */
  const saying = (...answers: string[][]) => {
    let asked = 0;
    const resolve = async (): Promise<LookupAddress[]> =>
      (answers[asked++] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return { resolve, asked: () => asked };
  };

  test('is made to the address that was checked, and the name is not looked up again', async () => {
    const { resolve, asked } = saying(['127.0.0.1'], ['127.0.0.2']);
    const guard = new AddressGuard(['127.0.0.1/32'], resolve);
    expect((await exchange(at('rebinding.test'), sent, guard, never)).status).toBe(200);
    expect(asked()).toBe(1);
    expect(reached).toEqual(['127.0.0.1']);
    await expect(exchange(at('rebinding.test'), sent, guard, never)).rejects.toMatchObject({ kind: 'address-refused' });
    expect(reached).toEqual(['127.0.0.1']);
  });

  test.each([
    ['a name with an internal address', ['127.0.0.1']],
    ['a name with one internal address', ['8.8.8.8', '127.0.0.1']],
    ['a name with a mapped address', ['::ffff:127.0.0.1']],
    ['a name without addresses', []],
  ])('is not made to %s', async (_what, addresses) => {
    const guard = new AddressGuard([], saying(addresses).resolve);
    await expect(exchange(at('inside.test'), sent, guard, never)).rejects.toMatchObject({ kind: 'address-refused' });
    expect(reached).toEqual([]);
  });

  test.each(['127.0.0.1', '2130706433', '0x7f.1', '0', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])(
    'is not made to http://%s, however it is written',
    async (host) => {
      await expect(exchange(at(host), sent, publicOnly, never)).rejects.toMatchObject({ kind: 'address-refused' });
      expect(reached).toEqual([]);
    },
  );
});

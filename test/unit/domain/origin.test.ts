import { sourceNetwork, sourcePrefix } from '../../../functions/domain/origin.ts';

describe('the network that limits count as one source', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['127.4.5.6', '127.4.5.6'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['::2:3:4:5:6:7:8', '0:2:3:4::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ])('%s is %s', (address, network) => {
    expect(sourceNetwork(address)).toBe(network);
  });

  test('every spelling of an address in one /64 has the same limit', () => {
    const written = ['2001:db8::a', '2001:DB8::B', '2001:db8:0:0:c::', '2001:0db8:0000:0000:dead:beef:0:1'];
    expect(new Set(written.map(sourceNetwork))).toEqual(new Set(['2001:db8:0:0::/64']));
  });

  test('neighbours in IPv4, and in the next /64, are other sources', () => {
    expect(sourceNetwork('203.0.113.7')).not.toBe(sourceNetwork('203.0.113.8'));
    expect(sourceNetwork('2001:db8:0:1::1')).not.toBe(sourceNetwork('2001:db8:0:2::1'));
  });
});

describe('the prefix of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
  ])('%s is %s', (address, prefix) => {
    expect(sourcePrefix(address)).toBe(prefix);
  });
});

import { limitOf, networkError, parseAllowances } from '../../../functions/domain/network-allowance.ts';
import { sourceNetwork } from '../../../functions/domain/origin.ts';

test.each(['203.0.113.0/24', '203.0.113.9/32', '10.0.0.0/8', '2001:db8:1::/48', '2001:db8::/24', '2001:db8:1:2::/64'])(
  '%s is a network',
  (network) => expect(networkError(network)).toBeUndefined(),
);

test.each([
  ['', 'must be a network such as'],
  ['203.0.113.9', 'must be a network such as'],
  ['203.0.113.0/33', 'must be a network such as'],
  ['203.0.113/24', 'must be a network such as'],
  ['office', 'must be a network such as'],
  ['0.0.0.0/0', 'must have a prefix from /8 to /32 for IPv4'],
  ['::/0', 'must have a prefix from /24 to /64 for IPv6'],
  ['2001:db8::1/128', 'must have a prefix from /24 to /64 for IPv6'],
])('%j is refused with a fix', (network, message) => expect(networkError(network)).toContain(message));

test.each([
  ['203.0.113.9', 200],
  ['203.0.114.9', 20],
  ['::ffff:203.0.113.9', 200],
  ['2001:db8:1:ffff::5', 100],
  ['2001:db8:2::5', 20],
])('a call from %s may be made %i times', (address, limit) => {
  const allowances = [
    { network: '203.0.113.0/24', perHour: 200 },
    { network: '2001:db8:1::/48', perHour: 100 },
    { network: '203.0.112.0/23', perHour: 5 },
    { network: '203.0.113.0/28', perHour: 50 },
  ];
  expect(limitOf(sourceNetwork(address), 20, allowances)).toBe(limit);
});

test('a list of networks is read as the settings write it, or not at all', () => {
  expect(parseAllowances(['203.0.113.0/24=200', '2001:db8:1::/48=1'])).toEqual([
    { network: '203.0.113.0/24', perHour: 200 },
    { network: '2001:db8:1::/48', perHour: 1 },
  ]);
  for (const wrong of ['203.0.113.0/24', '203.0.113.0/24=0', '203.0.113.0/24=100001', '0.0.0.0/0=5', '=5']) {
    expect(parseAllowances(['203.0.113.0/24=200', wrong])).toBeUndefined();
  }
});

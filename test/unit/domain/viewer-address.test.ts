import { viewerAddress } from '../../../functions/domain/viewer-address.ts';

test.each([
  ['198.51.100.10:46532', '198.51.100.10'],
  ['2001:db8:1:2:3:4:5:6:46532', '2001:db8:1:2:3:4:5:6'],
  ['2001:db8::7:46532', '2001:db8::7'],
  ['2001:0DB8:0000:0000:0000:0000:0000:0001:443', '2001:0DB8:0000:0000:0000:0000:0000:0001'],
  ['::1:443', '::1'],
  ['[2001:db8::7]:46532', '2001:db8::7'],
  ['::ffff:198.51.100.10:46532', '::ffff:198.51.100.10'],
])('%s is the address %s with a port', (header, address) => {
  expect(viewerAddress(header)).toBe(address);
});

test.each([
  '',
  '198.51.100.10',
  '198.51.100.10:',
  '198.51.100.10:port',
  '198.51.100.10:465321',
  '198.51.100:80',
  '198.51.100.10:1, 203.0.113.9:2',
  'fe80::1%eth0:443',
  ' 198.51.100.10:46532',
  'login.example.com:443',
  `${'1'.repeat(5000)}:1`,
])('%j is none', (header) => {
  expect(viewerAddress(header)).toBeUndefined();
});

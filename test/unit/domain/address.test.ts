import {
  addressOnTheWire,
  comparableAddress,
  usableAddresses,
  writtenForms,
} from '../../../functions/domain/address.ts';

const MUNICH = 'info@xn--mnchen-3ya.example';

test.each([
  ['Info@Example.COM', 'info@example.com'],
  ['info@münchen.example', MUNICH],
  ['Info@MÜNCHEN.example', MUNICH],
  ['info@XN--MNCHEN-3YA.example', MUNICH],
  ['info@mu\u0308nchen.example', MUNICH],
  ['"odd@quoted"@münchen.example', '"odd@quoted"@xn--mnchen-3ya.example'],
])('%s and %s are one address', (one, other) => {
  expect(comparableAddress(one)).toBe(comparableAddress(other));
});

test.each([
  ['a full-width at sign', 'ian＠example.com', 'ian@example.com'],
  ['a full-width at sign in the local part', 'ian＠other.example@example.com', 'ian@other.example'],
  ['a Kelvin sign in the local part', 'ian.\u212a@example.com', 'ian.k@example.com'],
  ['a dotless i in the local part', 'ıan@example.com', 'ian@example.com'],
  ['a full-width letter in the local part', 'ｉan@example.com', 'ian@example.com'],
  ['a dotless i in the domain', 'ian@examp\u0131e.com', 'ian@example.com'],
  ['a Cyrillic letter in the domain', 'ian@ex\u0430mple.com', 'ian@example.com'],
  ['a decomposed letter in the local part', 'mu\u0308ller@example.com', 'm\u00fcller@example.com'],
  ['a sharp s, which is a letter of its own', 'ian@straße.example', 'ian@strasse.example'],
  ['a percent-encoded letter', 'ian@ex%61mple.com', 'ian@example.com'],
  ['what would end the host in a URL', 'ian@münchen.example/x', 'ian@münchen.example'],
  ['what would end the host in a URL', 'ian@münchen.example#x', 'ian@münchen.example'],
  ['full-width digits that a URL takes for an IPv4 address', 'ian@１.2', 'ian@1.0.0.2'],
  ['full-width digits that a URL takes for an IPv4 address', 'ian@１.2', 'ian@1.2'],
])('%s makes another address', (_what, one, other) => {
  expect(comparableAddress(one)).not.toBe(comparableAddress(other));
});

test('a look-alike letter in the domain matches only the domain that mail to it reaches', () => {
  for (const written of [
    'ian@\uff45xample.com',
    'ian@examp\u217ce.com',
    'ian@exam\u00adple.com',
    'ian@example\u3002com',
  ]) {
    expect(addressOnTheWire(written)).toBe('ian@example.com');
    expect(comparableAddress(written)).toBe('ian@example.com');
  }
  expect(addressOnTheWire('ian@\u212aelvin.example')).toBe('ian@kelvin.example');
});

test.each([
  ['Info@münchen.example', 'Info@xn--mnchen-3ya.example'],
  ['Ian.K@Example.com', 'Ian.K@Example.com'],
  ['müller@Example.com', 'müller@Example.com'],
  ['münchen.example', 'münchen.example'],
  ['ian@', 'ian@'],
  ['', ''],
])('%s goes to a mail server as %s', (registered, sent) => {
  expect(addressOnTheWire(registered)).toBe(sent);
});

test('an address is looked for in each way in which it may be stored', () => {
  expect(writtenForms('Ian.K@Example.com')).toEqual(['Ian.K@Example.com']);
  expect(writtenForms('Info@MÜNCHEN.example')).toEqual([
    'Info@MÜNCHEN.example',
    'Info@xn--mnchen-3ya.example',
    'Info@münchen.example',
  ]);
  expect(writtenForms(MUNICH)).toEqual([MUNICH, 'info@münchen.example']);
  expect(writtenForms('ian@\uff45xample.com')).toEqual(['ian@\uff45xample.com', 'ian@example.com']);
});

test('blank addresses are left out', () => {
  expect(usableAddresses(['', ' ', 'ian@example.com', '\t\u3000'])).toEqual(['ian@example.com']);
});

import { checkSettings } from '../../lib/settings/check.ts';
import { dev } from '../../lib/settings/stages/dev.ts';
import { functionsOf, synthesized } from './synthesized.ts';

const variablesOf = (overrides: Record<string, unknown>) => {
  const functions = functionsOf(synthesized('dev', overrides), 'dev');
  return (name: 'complete-reset' | 'log-in' | 'mail-consumer' | 'redelivery') =>
    functions.get(name)?.Environment.Variables ?? {};
};

test('by default passwords are hashed with argon2id, no breach list is used, and the limit is 50,000 mails a day', () => {
  const variables = variablesOf({});
  expect(variables('complete-reset')).toMatchObject({ PASSWORD_HASH: 'argon2id', BREACHED_PASSWORDS_URL: 'off' });
  expect(variables('log-in')).toMatchObject({ PASSWORD_HASH: 'argon2id' });
  expect(variables('mail-consumer')).toMatchObject({ MAILS_PER_DAY: '50000' });
});

test('settings reach the functions', () => {
  const variables = variablesOf({
    passwordHash: 'scrypt',
    breachedPasswordsUrl: 'https://api.pwnedpasswords.com/range',
    mailsPerDay: '7',
  });
  expect(variables('complete-reset')).toMatchObject({
    PASSWORD_HASH: 'scrypt',
    BREACHED_PASSWORDS_URL: 'https://api.pwnedpasswords.com/range',
  });
  expect(variables('log-in')).toMatchObject({ PASSWORD_HASH: 'scrypt' });
  expect(variables('redelivery')).toMatchObject({ MAILS_PER_DAY: '7' });
});

test('the older hashes and the networks of offices reach the functions that need them', () => {
  const networkAllowances = '203.0.113.0/24=200,2001:db8:1::/48=50';
  const functions = functionsOf(synthesized('dev', { formerPasswordHash: 'scrypt', networkAllowances }), 'dev');
  const variables = (name: 'log-in' | 'start-reset' | 'remind-user-id') => functions.get(name)?.Environment.Variables;
  expect(variables('log-in')).toMatchObject({ FORMER_PASSWORD_HASH: 'scrypt', NETWORK_ALLOWANCES: networkAllowances });
  expect(variables('start-reset')).toMatchObject({ NETWORK_ALLOWANCES: networkAllowances });
  expect(variables('remind-user-id')).toMatchObject({ NETWORK_ALLOWANCES: networkAllowances });
  expect(variablesOf({})('log-in')).toMatchObject({ FORMER_PASSWORD_HASH: 'none', NETWORK_ALLOWANCES: 'none' });
});

test('the kinds of imported hashes reach the login alone', () => {
  const functions = functionsOf(synthesized('dev', { importedHashes: 'bcrypt-12,pbkdf2-sha256-600000' }), 'dev');
  const kinds = [...functions].map(([name, { Environment }]) => [name, Environment.Variables['IMPORTED_HASHES']]);
  expect(kinds.filter(([, value]) => value !== undefined)).toEqual([['log-in', 'bcrypt-12,pbkdf2-sha256-600000']]);
  expect(variablesOf({})('log-in')).toMatchObject({ IMPORTED_HASHES: 'none' });
});

test.each([
  ['md5', 'must be a kind of hash such as bcrypt-12'],
  ['bcrypt-15', 'bcrypt is accepted with a cost from 8 to 13'],
  ['ssha', 'takes no time, so it needs no setting'],
])('importedHashes may not be %s', (importedHashes, message) => {
  expect(() => checkSettings(dev, { importedHashes })).toThrow(message);
});

test('importedHashes may not be seven kinds, nor one twice', () => {
  const seven = Array.from({ length: 7 }, (_, index) => `pbkdf2-sha256-${100_000 + index}`).join(',');
  for (const importedHashes of [seven, 'bcrypt-12,bcrypt-12'])
    expect(() => checkSettings(dev, { importedHashes })).toThrow('must be at most 6 kinds, each once');
});

test.each([
  ['passwordHash', 'md5'],
  ['breachedPasswordsUrl', 'http://range.example.com'],
  ['breachedPasswordsUrl', 'off'],
  ['mailsPerDay', '0'],
  ['mailsPerDay', '-1'],
  ['mailsPerDay', 'off'],
])('%s may not be %s', (setting, value) => {
  expect(() => checkSettings(dev, { [setting]: value })).toThrow(new RegExp(`  ${setting}: `));
});

test('the functions that hash have memory for scrypt, which takes 128 MiB', () => {
  const functions = functionsOf(synthesized('dev'), 'dev');
  for (const name of ['complete-reset', 'log-in'] as const)
    expect(Number(functions.get(name)?.['MemorySize'])).toBeGreaterThanOrEqual(512);
});

import { argon2Sync, scryptSync } from 'node:crypto';
import {
  availableAlgorithm,
  hashOfNoPassword,
  hashPassword,
  verifyPassword,
} from '../../../functions/domain/password-hash.ts';
import { Secret } from '../../../functions/domain/secret.ts';

const password = (text: string) => new Secret<'password'>(text);

/** PHC string with given parameters, made without the code under test. */
function phcWith(text: string, { memory = 19_456, passes = 2, parallelism = 1 }): string {
  const nonce = Buffer.from('a salt of 16 byt');
  const tag = argon2Sync('argon2id', { message: text, nonce, memory, passes, parallelism, tagLength: 32 });
  const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

describe('a password hash', () => {
  test('is an argon2id PHC string with the parameters, a 16-byte salt and a 32-byte tag', async () => {
    const phc = await hashPassword(password('correct horse battery staple'));
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  test('has another salt each time', async () => {
    const [first, second] = await Promise.all([hashPassword(password('twice')), hashPassword(password('twice'))]);
    expect(first).not.toBe(second);
  });

  test('matches its password and no other', async () => {
    const phc = await hashPassword(password('correct horse battery staple'));
    expect(await verifyPassword(password('correct horse battery staple'), phc)).toEqual({
      matches: true,
      outdated: false,
    });
    for (const wrong of [
      'correct horse battery stapl',
      'Correct horse battery staple',
      'correct horse battery staple ',
    ])
      expect(await verifyPassword(password(wrong), phc)).toEqual({ matches: false, outdated: false });
  });

  test('matches what other argon2id programs made', async () => {
    expect(await verifyPassword(password('swordfish'), phcWith('swordfish', {}))).toEqual({
      matches: true,
      outdated: false,
    });
  });

  test('tells passwords apart that differ only in the 73rd byte', async () => {
    const phc = await hashPassword(password(`${'x'.repeat(72)}a`));
    expect((await verifyPassword(password(`${'x'.repeat(72)}a`), phc)).matches).toBe(true);
    expect((await verifyPassword(password(`${'x'.repeat(72)}b`), phc)).matches).toBe(false);
  });

  test('tells passwords apart that differ only after a NUL', async () => {
    const phc = await hashPassword(password('before\0after'));
    expect((await verifyPassword(password('before\0other'), phc)).matches).toBe(false);
  });

  test.each([
    ['an accent apart or not', 'cafe\u0301', 'caf\u00e9'],
    ['full-width or ASCII letters', 'ｐａｓｓ', 'pass'],
    ['a ligature or two letters', '\ufb01sh', 'fish'],
  ])('is the same however the keyboard writes it: %s', async (_case, typed, stored) => {
    const phc = await hashPassword(password(stored));
    expect((await verifyPassword(password(typed), phc)).matches).toBe(true);
  });

  test.each([
    ['less memory', { memory: 9216 }],
    ['fewer passes', { passes: 1 }],
  ])('is outdated with %s, and still matches', async (_case, parameters) => {
    const phc = phcWith('swordfish', parameters);
    expect(await verifyPassword(password('swordfish'), phc)).toEqual({ matches: true, outdated: true });
    expect(await verifyPassword(password('sword'), phc)).toEqual({ matches: false, outdated: true });
  });

  test('is not outdated with higher parameters', async () => {
    const phc = phcWith('swordfish', { memory: 20_480, passes: 3 });
    expect(await verifyPassword(password('swordfish'), phc)).toEqual({ matches: true, outdated: false });
  });

  test.each([
    '',
    'plain text',
    '$2b$10$abcdefghijklmnopqrstuv',
    '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$dGFn',
    '$argon2id$v=16$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$dGFn',
    '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$',
    '$argon2id$ln=17,r=8,p=1$c2FsdHNhbHRzYWx0c2Fs$dGFn',
    '$scrypt$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2Fs$dGFn',
    '$scrypt$ln=170,r=8,p=1$c2FsdHNhbHRzYWx0c2Fs$dGFn',
  ])('%j is no such hash, and says so without repeating it', async (phc) => {
    await expect(verifyPassword(password('x'), phc)).rejects.toThrow(
      /^the stored password hash is not a PHC string of argon2id or scrypt$/,
    );
  });
});

describe('scrypt instead of argon2id', () => {
  /** PHC string with given parameters, made without the code under test. */
  const scryptPhc = (text: string, { ln = 17, r = 8 } = {}) => {
    const salt = Buffer.from('a salt of 16 byt');
    const tag = scryptSync(text, salt, 32, { N: 2 ** ln, r, p: 1, maxmem: 2 ** 29 });
    const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    return `$scrypt$ln=${ln},r=${r},p=1$${unpadded(salt)}$${unpadded(tag)}`;
  };

  test('makes a PHC string with N=2^17, r=8, p=1, which its password matches and no other', async () => {
    const phc = await hashPassword(password('cafe\u0301 on the corner'), 'scrypt');
    expect(phc).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    const verified = (text: string) => verifyPassword(password(text), phc, 'scrypt');
    expect(await verified('caf\u00e9 on the corner')).toEqual({ matches: true, outdated: false });
    expect(await verified('cafe on the corner')).toEqual({ matches: false, outdated: false });
  });

  test.each([
    ['as configured', {}, 'scrypt', false],
    ['a lower cost', { ln: 14 }, 'scrypt', true],
    ['smaller blocks', { ln: 17, r: 4 }, 'scrypt', true],
    ['where argon2id is configured', {}, 'argon2id', true],
  ] as const)('matches what another program made, %s', async (_case, parameters, configured, outdated) => {
    const phc = scryptPhc('swordfish', parameters);
    expect(await verifyPassword(password('swordfish'), phc, configured)).toEqual({ matches: true, outdated });
  });

  test('outdates an argon2id hash, which still matches', async () => {
    expect(await verifyPassword(password('swordfish'), phcWith('swordfish', {}), 'scrypt')).toEqual({
      matches: true,
      outdated: true,
    });
  });
});

test.each(['argon2id', 'scrypt'] as const)(
  'the %s hash of no password has the form of others and matches nothing',
  async (algorithm) => {
    const phc = hashOfNoPassword(algorithm);
    expect(phc.replace(/[^$]{22}\$[^$]{43}$/, '')).toBe(
      (await hashPassword(password('any'), algorithm)).replace(/[^$]{22}\$[^$]{43}$/, ''),
    );
    expect(await verifyPassword(password('any'), phc, algorithm)).toEqual({ matches: false, outdated: false });
  },
);

describe('a runtime without argon2', () => {
  test('gets an error that names what it needs', () => {
    expect(() => availableAlgorithm('argon2id', {})).toThrow(/has no argon2: use Node 24\.7 or newer, or .*'scrypt'/);
  });

  test('can use scrypt', () => {
    expect(availableAlgorithm('scrypt', {})).toBe('scrypt');
    expect(availableAlgorithm('argon2id')).toBe('argon2id');
  });
});

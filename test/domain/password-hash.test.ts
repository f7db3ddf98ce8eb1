import { argon2Sync } from 'node:crypto';
import { hashPassword, verifyPassword } from '../../functions/domain/password-hash.ts';
import { Secret } from '../../functions/domain/secret.ts';

const password = (text: string) => new Secret<'password'>(text);

/** A PHC string with parameters of one's own, made without the code under test. */
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
  ])('%j is no such hash, and says so without repeating it', async (phc) => {
    await expect(verifyPassword(password('x'), phc)).rejects.toThrow(
      /^the stored password hash is not an argon2id PHC string$/,
    );
  });
});

import { readImportedHash } from '../../../functions/domain/imported-hash.ts';
import { isFree, readWork, SCHEMES, workError, workText } from '../../../functions/domain/imported-work.ts';

const errorOf = (text: string) => workError(readWork(text) ?? { scheme: 'bcrypt', parameters: [] });

test.each([
  'bcrypt-8',
  'bcrypt-13',
  'scrypt-14-8-1',
  'scrypt-17-8-1',
  'scrypt-13-8-10',
  'argon2id-65536-3-4',
  'argon2i-102400-2-8',
  'argon2id-7168-5-1',
  'pbkdf2-sha256-10000',
  'pbkdf2-sha512-210000',
])('the kind %s is accepted, and written as it is read', (text) => {
  expect(errorOf(text)).toBeUndefined();
  expect(workText(readWork(text) ?? { scheme: 'ssha', parameters: [] })).toBe(text);
});

test.each([
  ['bcrypt-7', 'a cost from 8 to 13'],
  ['bcrypt-14', 'a cost from 8 to 13'],
  ['scrypt-13-8-1', '2^ln × p from 2^14'],
  ['scrypt-17-8-3', '2^ln × p from 2^14 to 2^18'],
  ['scrypt-18-8-1', 'ln from 13 to 17'],
  ['scrypt-14-16-1', 'r=8'],
  ['argon2id-1024-2-2', 'm × t from 8192'],
  ['argon2id-131072-5-1', 'to 524288'],
  ['argon2i-1048576-1-1', 'm from 1024 to 131072 KiB'],
  ['pbkdf2-sha256-9999', '10000 to 2000000 iterations'],
  ['pbkdf2-sha512-2000001', '10000 to 2000000 iterations'],
  ['bcrypt', 'a cost from 8 to 13'],
])('the kind %s is refused, with what is accepted', (text, words) => {
  expect(errorOf(text)).toContain(words);
});

test.each(['', 'md5', 'bcrypt-', 'bcrypt-08', 'bcrypt-12-', 'BCRYPT-12', '$2b$12', 'pbkdf2-sha1-1000'])(
  '%j is no kind',
  (text) => {
    expect(readWork(text)).toBeUndefined();
  },
);

test('salted digests take no time, and everything else does', () => {
  const free = SCHEMES.filter((scheme) => isFree({ scheme, parameters: [] }));
  expect(free).toEqual(['ssha', 'ssha256', 'ssha512']);
});

test.each([
  ['plain text', 'correct horse battery staple'],
  ['unsalted MD5', '5f4dcc3b5aa765d61d8327deb882cf99'],
  ['unsalted SHA-1', '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g='],
  ['bcrypt of the flawed version x', '$2x$10$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi'],
  ['bcrypt that is cut', '$2b$10$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6'],
  ['argon2 of version 16', '$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA'],
  ['argon2d', '$argon2d$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA'],
  ['a salt of three bytes', '$argon2id$v=19$m=65536,t=2,p=1$c29t$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA'],
  ['a result of three bytes', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKI'],
  ['a digest without a salt', '{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g='],
  ['PBKDF2 with SHA-1', '$pbkdf2$1212$OB.dtnSEXZK8U5cgxU/GYQ$y5LKPOplRmok7CZp/aqVDVg8zGI'],
  ['a text after the hash', '{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr '],
])('%s is no hash that can be verified', (_what, text) => {
  expect(readImportedHash(text)).toBeUndefined();
});

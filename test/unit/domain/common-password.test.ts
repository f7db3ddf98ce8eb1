import { brotliDecompressSync } from 'node:zlib';
import { commonPasswords } from '../../../cli/common-passwords.ts';
import { COMMON_PASSWORD_LIST } from '../../../functions/domain/common-password-list.ts';
import { passwordReasons } from '../../../functions/domain/password-policy.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { processorTimeOf } from '../../time.ts';

const reasons = (password: string, minimumLength = 15) => passwordReasons(new Secret(password), { minimumLength }, []);

test('the list has at least ten thousand entries, and equals that of the pinned package', () => {
  const list = brotliDecompressSync(Buffer.from(COMMON_PASSWORD_LIST, 'base64')).toString().split('\n');
  expect(list.length).toBeGreaterThanOrEqual(10_000);
  expect(list).toEqual(commonPasswords());
});

describe('a common password is refused', () => {
  test.each([
    ['repeated', 'passwordpassword1'],
    ['repeated with a year between', 'password 2026 password'],
    ['followed by a sequence', 'dragon12345678901'],
    ['followed by one character many times', 'letmein!!!!!!!!!!'],
    ['in leetspeak', 'p@55w0rdP@55w0rd!'],
    ['in leetspeak, a 1 for an i', 'm1chellem1chelle1'],
    ['in capitals', 'PASSWORDPASSWORD1'],
    ['in full-width letters', 'ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ１'],
    ['one character alone', 'xxxxxxxxxxxxxxx'],
    ['one emoji alone', '🔑'.repeat(64)],
    ['a short block repeated', 'xqzxqzxqzxqzxqz'],
    ['a row of the keyboard', 'qwertyuiopasdfgh'],
    ['a row backwards', 'poiuytrewqlkjhgf'],
    ['columns of the keyboard', '1qaz2wsx3edc4rfv'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz'],
    ['digits in order', '12345678909876543210'],
    ['a season and a year, twice', 'Summer2026Summer2026!'],
  ])('%s', (_case, password) => {
    expect(reasons(password)).toEqual(['common']);
  });

  test('unchanged, where the minimum is eight', () => {
    for (const password of ['password', 'baseball', 'dragon123', 'P@ssw0rd'])
      expect(reasons(password, 8)).toEqual(['common']);
  });
});

test.each([
  'correct horse battery staple',
  'a brand new password',
  'sunshine over the bakery',
  'monkey 83920174652',
  'the quick brown fox',
  'minnesota winter morning',
  'вечером идёт тихий снег',
  'wFq7-RtzL-9pXe-2mKd',
  '58204719365118402977',
  'liberty or property of the town',
])('a good password is accepted: %s', (password) => {
  expect(reasons(password)).toEqual([]);
});

test('a password that is too short has no further reason', () => {
  expect(reasons('password')).toEqual(['too-short']);
});

test('the longest password is checked within a second', () => {
  expect(processorTimeOf(() => reasons('dragonmonkeylovetest'.repeat(12)))).toBeLessThan(1000);
});

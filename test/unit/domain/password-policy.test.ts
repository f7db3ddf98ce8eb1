import { contextWordsOf } from '../../../functions/domain/account.ts';
import { passwordReasons } from '../../../functions/domain/password-policy.ts';
import { Secret } from '../../../functions/domain/secret.ts';

/** Text of a length, without repetition. */
const varied = (length: number) => String.fromCodePoint(...Array.from({ length }, (_, n) => 0x4e00 + n * 7));
const emoji = (length: number) => String.fromCodePoint(...Array.from({ length }, (_, n) => 0x1f300 + n));
/** Letters that have a composed form with an acute accent, here decomposed. */
const accented = (length: number) =>
  Array.from('aceigklmnoprsuw'.slice(0, length), (letter) => `${letter}\u0301`).join('');

const reasons = (password: string, contextWords: readonly string[] = [], minimumLength = 15) =>
  passwordReasons(new Secret(password), { minimumLength }, contextWords);

describe('the length of a password', () => {
  test.each([
    ['one below the minimum', varied(14), ['too-short']],
    ['the minimum', varied(15), []],
    ['the maximum', varied(256), []],
    ['one above the maximum', varied(257), ['too-long']],
    ['14 emoji, which are 28 UTF-16 units', emoji(14), ['too-short']],
    ['15 emoji', emoji(15), []],
    ['256 emoji', emoji(256), []],
    ['257 emoji', emoji(257), ['too-long']],
    ['15 decomposed letters', accented(15), []],
    ['14 decomposed letters', accented(14), ['too-short']],
    ['one character that normalizes to 18', '\uFDFA', ['too-short']],
    ['15 characters that normalize to 270', '\uFDFA'.repeat(15), ['too-long']],
  ])('%s', (_case, password, expected) => {
    expect(reasons(password)).toEqual(expected);
  });

  test('the minimum follows the rules', () => {
    expect(reasons(varied(8), [], 8)).toEqual([]);
    expect(reasons(varied(7), [], 8)).toEqual(['too-short']);
  });

  test('there are no composition rules', () => {
    for (const password of [
      'correct horse battery staple',
      '58204719365118402977',
      'вечером идёт тихий снег',
      varied(15),
    ])
      expect(reasons(password)).toEqual([]);
  });
});

describe('context words', () => {
  const words = ['qvistgaard', 'margaret@company.example', 'margaret', 'company.example', 'Example Bank', 'bob'];

  test.each([
    ['a user ID with a few digits', 'qvistgaard123456'],
    ['in capitals', 'QVISTGAARD123456'],
    ['in full-width letters', 'ｑｖｉｓｔｇａａｒｄ123456'],
    ['in the middle', '123qvistgaard456'],
    ['repeated', 'qvistgaardqvistgaard'],
    ['an address alone', 'margaret@company.example'],
    ['the product name', 'Example Bank 2026'],
    ['several words only', 'qvistgaardmargaret'],
    ['several words that overlap', 'margaret@company.examplebank'],
    ['a word with a few emoji, which are two UTF-16 units each', 'qvistgaard🔑🔑🔑🔑🔑🔑'],
  ])('refuse a password that is mostly made of them: %s', (_case, password) => {
    expect(reasons(password, words)).toEqual(['context-word']);
  });

  test.each([
    ['half the minimum length beside the word', 'qvistgaardqwzxvkpj'],
    ['a word in a long sentence', 'qvistgaard went to the market at dawn'],
    ['three letters, too short to count', 'bob and his bobsleigh'],
    ['none of them', 'correct horse battery staple'],
  ])('accept others: %s', (_case, password) => {
    expect(reasons(password, words)).toEqual([]);
  });

  test('are the user ID, the addresses and their parts, each once', () => {
    expect(contextWordsOf('dana', ['dana@example.com', 'dana.admin@example.com'])).toEqual([
      'dana',
      'dana@example.com',
      'dana.admin@example.com',
      'example.com',
      'dana.admin',
    ]);
  });
});

test('every reason is given at once', () => {
  expect(reasons('qvistgaard', ['qvistgaard'])).toEqual(['too-short', 'context-word']);
});

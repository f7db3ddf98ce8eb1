import { contextWordsOf, passwordReasons } from '../../functions/domain/password-policy.ts';
import { Secret } from '../../functions/domain/secret.ts';

const reasons = (password: string, contextWords: readonly string[] = [], minimumLength = 15) =>
  passwordReasons(new Secret(password), { minimumLength }, contextWords);

describe('the length of a password', () => {
  test.each([
    ['one below the minimum', 'x'.repeat(14), ['too-short']],
    ['the minimum', 'x'.repeat(15), []],
    ['the maximum', 'x'.repeat(256), []],
    ['one above the maximum', 'x'.repeat(257), ['too-long']],
    ['14 emoji, which are 28 UTF-16 units', '🔑'.repeat(14), ['too-short']],
    ['15 emoji', '🔑'.repeat(15), []],
    ['256 emoji', '🔑'.repeat(256), []],
    ['257 emoji', '🔑'.repeat(257), ['too-long']],
    ['15 letters with their accents apart', 'e\u0301'.repeat(15), []],
    ['14 letters with their accents apart', 'e\u0301'.repeat(14), ['too-short']],
    ['one character that normalization makes 18 of', '\uFDFA', ['too-short']],
    ['15 characters that normalization makes 270 of', '\uFDFA'.repeat(15), ['too-long']],
    ['15 spaces', ' '.repeat(15), []],
  ])('%s', (_case, password, expected) => {
    expect(reasons(password)).toEqual(expected);
  });

  test('a shorter minimum is what the rules say', () => {
    expect(reasons('x'.repeat(8), [], 8)).toEqual([]);
    expect(reasons('x'.repeat(7), [], 8)).toEqual(['too-short']);
  });

  test('there are no composition rules', () => {
    for (const password of ['correct horse battery staple', '1'.repeat(20), 'пароль пароль пароль', '密'.repeat(15)])
      expect(reasons(password)).toEqual([]);
  });
});

describe('context words', () => {
  const words = ['robertson', 'margaret@company.example', 'margaret', 'company.example', 'Example Bank', 'bob'];

  test.each([
    ['a user ID with a little beside it', 'robertson123456'],
    ['in capitals', 'ROBERTSON123456'],
    ['in full-width letters', 'ｒｏｂｅｒｔｓｏｎ123456'],
    ['in the middle', '123robertson456'],
    ['repeated', 'robertsonrobertson'],
    ['an address alone', 'margaret@company.example'],
    ['the product name', 'Example Bank 2026'],
    ['several words and nothing else', 'robertsonmargaret'],
    ['several words that overlap', 'margaret@company.examplebank'],
    ['a word with a few emoji, which are two UTF-16 units each', 'robertson🔑🔑🔑🔑🔑🔑'],
  ])('refuse a password that leans on them: %s', (_case, password) => {
    expect(reasons(password, words)).toEqual(['context-word']);
  });

  test.each([
    ['half the minimum beside the word', 'robertsonqwzxvkpj'],
    ['a word of a long sentence', 'robertson went to the market at dawn'],
    ['three letters, too short to count', 'bobbobbobbobbob'],
    ['none of them', 'correct horse battery staple'],
  ])('leave others alone: %s', (_case, password) => {
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

test('every reason is told at once', () => {
  expect(reasons('robertson', ['robertson'])).toEqual(['too-short', 'context-word']);
});

import { commonWords, packed, passwordsByRank } from '../../../cli/common-passwords.ts';
import { commonPasswords, passwordReasons } from '../../../functions/domain/password-policy.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import { adviceInWords } from '../../../web/components/password-advice.tsx';
import { mostUsedPasswords } from '../../../functions/domain/common-password.ts';
import { loadLanguage } from '../../../web/messages/text.ts';
import { unpacked, usedPasswords } from '../../../web/password-strength.ts';
import { COMMON_WORDS, PASSWORDS_BY_RANK } from '../../../web/word-lists.ts';
import { processorTimeOf } from '../../time.ts';
import { certainReasons, loadEstimator, refusedVerdict, verdictOn } from '../../../web/password-verdict.ts';

const rules = { minimumLength: 15 };
const words = ['Example Bank', 'margaret.hamilton'];
const estimator = await loadEstimator();

const judge = (password: string) => verdictOn(password, rules, words, estimator);

/** Passwords as people choose them, good and bad. */
const PASSWORDS = [
  'short',
  'passwordpassword1',
  'Summer2026Summer2026!',
  'qwertyuiopasdfgh',
  'xxxxxxxxxxxxxxx',
  'margaret.hamilton1',
  'example bank 2026',
  'correct horse battery staple',
  'wFq7-RtzL-9pXe-2mKd',
  'вечером идёт тихий снег',
  '\uFDFA',
  '\uFDFA'.repeat(15),
  '🔑'.repeat(64),
  'K7#x'.repeat(70),
];

test.each(PASSWORDS)('the page has the same reasons against %j as the service', (password) => {
  expect(judge(password).reasons).toEqual(passwordReasons(new Secret(password), rules, words));
});

test.each(PASSWORDS)('%j is more than weak only if the service accepts it', (password) => {
  const accepted = passwordReasons(new Secret(password), rules, words).length === 0;
  expect(judge(password).level === 'weak').toBe(!accepted);
});

test('the page and the service have the same list of common passwords', () => {
  const { has } = commonPasswords();
  const used = mostUsedPasswords(usedPasswords);
  expect(used).toHaveLength(20_000);
  expect(used.filter((entry) => !has(entry))).toEqual([]);
  expect(estimator.commonPasswords().has('password')).toBe(true);
});

test('the packed lists of the page are those of the pinned package, the most used passwords first', () => {
  expect(PASSWORDS_BY_RANK.map(unpacked)).toEqual(passwordsByRank());
  expect(unpacked(COMMON_WORDS)).toEqual(commonWords());
  expect(usedPasswords.slice(0, 10)).toContain('123456');
});

test.each([[['a', 'ab', 'abc', 'b']], [['a'.repeat(50), `${'a'.repeat(50)}b`]], [['same', 'same']]])(
  'the words %j are unpacked as they were packed',
  (words) => {
    expect(unpacked(packed(words))).toEqual(words);
  },
);

test('strength has four levels', () => {
  const short = { minimumLength: 1 };
  const level = (password: string) => verdictOn(password, short, [], estimator).level;
  expect(['password', 'rk7fw2ma', 'rk7fw2maqv', 'correct horse battery staple'].map(level)).toEqual([
    'weak',
    'fair',
    'good',
    'strong',
  ]);
});

test('without an estimator there is no strength, and no check for common passwords', () => {
  const verdict = verdictOn('passwordpassword1', rules, words, undefined);
  expect(verdict).toEqual({ length: 17, reasons: [] });
  expect(verdictOn('margaret.hamilton1', rules, words, undefined).reasons).toEqual(['context-word']);
});

test('a password that the service refused is weak, with the reasons of the service', () => {
  const strong = judge('correct horse battery staple');
  expect(refusedVerdict(strong, ['breached'])).toEqual({ ...strong, reasons: ['breached'], level: 'weak' });
  expect(refusedVerdict({ ...strong, level: undefined }, ['breached']).level).toBeUndefined();
});

test('an empty password has no strength', () => {
  expect(judge('').level).toBeUndefined();
});

test('a long password is judged quickly', () => {
  expect(processorTimeOf(() => judge('a1B!'.repeat(64)))).toBeLessThan(500);
});

test('a word of the account is no certain reason, because the service may know the account under another name', () => {
  expect(certainReasons('margaret.hamilton1', rules, estimator)).toEqual([]);
  expect(certainReasons('short', rules, undefined)).toEqual(['too-short']);
  expect(certainReasons('passwordpassword1', rules, estimator)).toEqual(['common']);
});

test('the advice is put in sentences', async () => {
  await loadLanguage('en');
  expect(adviceInWords(judge('sunny'), 15)).toBe('Strength: weak. It’s too short: use at least 15 characters.');
  expect(adviceInWords(judge('correct horse battery staple'), 15)).toBe('Strength: strong. No problems found so far.');
});

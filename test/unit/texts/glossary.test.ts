import { readFileSync } from 'node:fs';
import { everyLanguage, type Language, languages } from '../../../functions/domain/languages.ts';
import { everyText } from '../../../functions/mail/texts/every-text.ts';
import { catalogues } from '../../../web/messages/catalogues.ts';
import { en } from '../../../web/messages/en.ts';

const GLOSSARY = readFileSync(new URL('../../../docs/reference/glossary.md', import.meta.url), 'utf8');

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

/** Rows of a language's table: the words of a concept, and those that no text has. */
function rowsOf(language: Language): { words: string[]; not: string[] }[] {
  const section = GLOSSARY.split(/^## /m).find((each) => each.startsWith(`${languages[language].name}\n`)) ?? '';
  const cells = (row: string) => row.split('|').map((cell) => cell.trim());
  const list = (cell = '') => cell.split(', ').filter((term) => term !== '');
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map(cells)
    .map(([, , words, not]) => ({ words: list(words), not: list(not) }));
}

const LATIN = /^[\p{Script=Latin}\p{P}\d\s]+$/u;

/** Matches a term as a whole word. Chinese has no spaces, and Arabic and Hindi words have affixes. */
const finder = (term: string): RegExp =>
  LATIN.test(term) ? new RegExp(`(?<![\\p{L}-])${term}(?![\\p{L}-])`, 'iu') : new RegExp(term, 'u');

const withTerm = (texts: readonly string[], terms: readonly string[]): string[] =>
  terms.flatMap((term) => texts.filter((text) => finder(term).test(text)).map((text) => `${term}: ${text}`));

/** Texts of the mails, with letters in place of values. */
const mailsIn = (value: unknown): string[] => {
  if (typeof value === 'function') return [String((value as (...values: string[]) => string)('x', 'y'))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(mailsIn) : stringsIn(value);
};

const textsIn = async (language: Language) => {
  const { instant: _instant, time: _time, minutes: _minutes, ...mails } = everyText[language];
  return [...stringsIn(await catalogues[language]()), ...mailsIn(mails)];
};

describe.each(everyLanguage)('the texts in %s', (language) => {
  test('have no word that the glossary replaces', async () => {
    const unwanted = rowsOf(language).flatMap(({ not }) => not);
    expect(unwanted.length).toBeGreaterThan(5);
    expect(withTerm(await textsIn(language), unwanted)).toEqual([]);
  });

  test('take each value of the product’s tone: no exclamation, no double space, no three dots', async () => {
    const texts = await textsIn(language);
    expect(texts.filter((text) => /[!！]| {2}|\.{3}/.test(text))).toEqual([]);
  });
});

/** Turns that were translated word for word; each is an example of how a text must not read. */
const TRANSLATED = [
  /\btime is over\b/i,
  /\bnobody\b/i,
  /\bnothing (?:came|comes|speaks)\b/i,
  /\bby itself\b/i,
  /\bgo(?:es)? on\b/i,
  /\bon record\b/i,
  /\b(?:an)?other address\b/i,
  /\bnot right\b/i,
  /\bthe way it\b/i,
  /\bgive\b.*\bto\b/i,
  /\bthese pages\b/i,
];

test.each(TRANSLATED)('no English text reads like a translation: %s', async (turn) => {
  expect((await textsIn('en')).filter((text) => turn.test(text))).toEqual([]);
});

test('English capitals are those of the mission alone', () => {
  const capitals = Object.entries(en).filter(([, text]) => stringsIn(text).some((each) => /\b[A-Z]{3,}\b/.test(each)));
  expect(Object.fromEntries(capitals)).toEqual({
    'forgot.submit': 'RESET PASSWORD',
    'password.submit': 'RESET PASSWORD',
    'done.login': 'LOGIN',
  });
  expect(en['login.forgot']).toBe('Forgot your User ID/Password?');
});

test('negations are written out in English, except on a button', async () => {
  const short = Object.entries(en).filter(([, text]) => stringsIn(text).some((each) => /n’t\b/.test(each)));
  expect(short.map(([key]) => key)).toEqual(['reportChange.submit']);
  const inMails = (await textsIn('en')).filter((text) => /n’t\b/.test(text) && !stringsIn(en).includes(text));
  expect(inMails.map((text) => text.split('?')[0])).toEqual(['Didn’t ask for this', 'Didn’t ask for this']);
});

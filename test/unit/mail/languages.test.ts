import type { Circumstances } from '../../../functions/domain/moment.ts';
import { everyLanguage, type Language, languages } from '../../../functions/domain/languages.ts';
import type { Message } from '../../../functions/ports.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { everyText } from '../../../functions/mail/texts/every-text.ts';
import { catalogues } from '../../../web/messages/catalogues.ts';
import { linksOf, visibleText, wordsOf } from './html-text.ts';
import {
  brand,
  everyMessage,
  fullBrand,
  otpByAdministratorMessage,
  otpMessage,
  CONTINUATION,
  REPORT_TOKEN,
} from './messages.ts';

const translations = everyLanguage.filter((language) => language !== 'en');

const VALUE = 'the one value';

/** All texts of a language by name, with {@link VALUE} in place of values. */
function sentencesOf(language: Language): Map<string, string> {
  const sentences = new Map<string, string>();
  const read = (name: string, part: unknown): void => {
    if (typeof part === 'string') sentences.set(name, part);
    else if (typeof part === 'function') sentences.set(name, (part as (...values: string[]) => string)(VALUE, VALUE));
    else for (const [key, inner] of Object.entries(part as object)) read(`${name}.${key}`, inner);
  };
  const { instant: _instant, time: _time, minutes: _minutes, colon: _colon, ...texts } = everyText[language];
  read(language, texts);
  return new Map(Array.from(sentences, ([name, sentence]) => [name.slice(language.length + 1), sentence]));
}

const place = (known: Circumstances | undefined): string[] =>
  known === undefined ? [] : [known.network, known.browser?.family ?? '', known.browser?.system ?? ''];

const asked = (known: Circumstances | undefined): string[] =>
  known === undefined ? [] : ['14:22', '2026', ...place(known)];

/** Values of a message that no translation may leave out. */
function valuesOf(message: Message): string[] {
  switch (message.kind) {
    case 'otp':
      return [message.otp.reveal(), message.reference, '10', '14:32', 'UTC', ...asked(message.asked)];
    case 'password-changed':
      return [message.userId, message.reference, '2026', '23:59', 'UTC', ...place(message.applied)];
    case 'user-id-list':
      return [...message.userIds, ...asked(message.asked)];
    case 'limit-reached':
      return [message.userId, message.reference, '2026', '15:10', 'UTC', ...asked(message.asked)];
    case 'addresses-changed':
      return [message.userId, '2026', '11:05', 'UTC'];
    case 'reset-refused':
      return [message.userId, message.reference, ...place(message.applied)];
  }
}

describe.each(translations)('the mails in %s', (language) => {
  const english = sentencesOf('en');
  const translated = sentencesOf(language);

  test('have each sentence in that language', () => {
    expect([...translated.keys()]).toEqual([...english.keys()]);
    expect([...translated.values()].filter((sentence) => sentence !== sentence.trim() || sentence === '')).toEqual([]);
    expect([...translated].filter(([name, sentence]) => sentence === english.get(name))).toEqual([]);
  });

  test('keep the values of each sentence', () => {
    const count = (sentence = '') => sentence.split(VALUE).length - 1;
    expect([...translated].filter(([name, sentence]) => count(sentence) !== count(english.get(name)))).toEqual([]);
  });
});

describe.each(everyLanguage)('a mail in %s', (language) => {
  test.each([...everyMessage, otpByAdministratorMessage].map((message) => [message.kind, message] as const))(
    'tells everything, as text and as HTML (%s)',
    (_kind, message) => {
      const { subject, text, html } = renderMail({ ...message, locale: language }, brand);
      const seen = visibleText(html);
      for (const value of [brand.productName, ...valuesOf(message)]) {
        expect(text).toContain(value);
        expect(seen).toContain(value);
      }
      expect(wordsOf(seen)).toBe(wordsOf(text));
      expect(subject).toContain(brand.productName);
      expect(subject).not.toMatch(/\p{Nd}/u);
      expect(linksOf(html).flatMap((link) => new URL(link).hash.split('&')[0] || [])).toEqual([
        ...('continuation' in message ? [`#continuation=${CONTINUATION}`] : []),
        ...('reportToken' in message ? [`#${REPORT_TOKEN}`] : []),
      ]);
      expect(text.replaceAll(/[0-9]/g, '')).not.toMatch(/\p{Nd}/u);
    },
  );

  test('names the support in its footer', () => {
    const { text, html } = renderMail({ ...otpMessage, locale: language }, fullBrand);
    const line = `${everyText[language].questions} help@example.com`;
    expect(text.split('\n').at(-2)).toBe(line);
    expect(visibleText(html).trim().endsWith(line.replaceAll(/\s+/g, ' '))).toBe(true);
  });

  test('is marked with the language and its direction', () => {
    const { html } = renderMail({ ...otpMessage, locale: language }, brand);
    expect(html).toContain(`<html lang="${language}" dir="${languages[language].direction}" `);
  });

  test('has no left or right except through its direction', () => {
    const { html } = renderMail({ ...otpMessage, locale: language }, fullBrand);
    const [own, other] = languages[language].direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
    const [first = '', ...column] = html.split('text-align:left;direction:');
    // The column always says `left`; each text in it has its own direction.
    expect(column).toHaveLength(1);
    const sides = (first + column.join()).match(/(?:text-align:|align="|margin-|padding-|float:)(?:left|right)/g);
    expect(sides?.filter((side) => side.endsWith(other))).toEqual([]);
    expect(sides?.filter((side) => side.endsWith(own)).length).toBeGreaterThan(10);
  });

  test('has the code on its own line, from left to right and in one piece', () => {
    const { text, html } = renderMail({ ...otpMessage, locale: language }, brand);
    expect(text.split('\n')).toContain('04711815');
    expect(html).toMatch(/<strong dir="ltr" [^>]*user-select:all[^>]*>04711815<\/strong>/);
  });

  test('names the link and the button of the pages as the pages do', async () => {
    const pages = await catalogues[language]();
    const { passwordChanged, userIdLabel, referenceLabel } = everyText[language];
    expect(passwordChanged.notMeLabel.toLowerCase()).toBe(pages['reportChange.submit'].toLowerCase());
    expect(userIdLabel).toBe(pages['field.userId']);
    expect(referenceLabel).toBe(pages['code.reference']);
  });
});

test.each([
  ['de-AT', 'de'],
  ['zh-CN', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['AR-eg', 'ar'],
  ['pt-BR', 'en'],
])('a mail for the locale %s is in %s', (locale, language) => {
  expect(renderMail({ ...otpMessage, locale }, brand)).toEqual(renderMail({ ...otpMessage, locale: language }, brand));
});

import { everyLanguage } from '../../../functions/domain/languages.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { everyText } from '../../../functions/mail/texts/every-text.ts';
import { type OwnMailTexts, replaceableMailTexts, textsIn } from '../../../functions/mail/texts/own-texts.ts';
import { visibleText } from './html-text.ts';
import { brand, everyMessage, otpMessage } from './messages.ts';

const own: OwnMailTexts = {
  en: {
    'otp.subject': 'A code from {productName}',
    'otp.keepSecret': 'Keep it <b>secret</b> & safe.',
    'otp.lifetime': '{minutes} are left; it ends at {expiresAt}.',
    footer: 'Yours, {productName}',
  },
};

test('a text of the deployment replaces the default, with its value, in both parts', () => {
  const { subject, text, html } = renderMail(otpMessage, brand, own);
  expect(subject).toBe('A code from Example Bank');
  for (const part of [text, visibleText(html)]) {
    expect(part).toContain('Keep it <b>secret</b> & safe.');
    expect(part).toContain('10 minutes are left; it ends at 14:32 UTC.');
    expect(part).toContain('Yours, Example Bank');
    expect(part).not.toContain('We will never ask you for it.');
  }
  expect(html).not.toContain('<b>secret');
});

test('a value may look like a placeholder', () => {
  const { subject } = renderMail(otpMessage, { ...brand, productName: '{productName} $& $1' }, own);
  expect(subject).toBe('A code from {productName} $& $1');
});

test('other languages stay unchanged', () => {
  for (const message of everyMessage) {
    const german = { ...message, locale: 'de' };
    expect(renderMail(german, brand, own)).toEqual(renderMail(german, brand));
  }
});

test('without own texts a deployment has the defaults', () => {
  for (const language of everyLanguage) expect(textsIn(language, {})).toBe(everyText[language]);
});

describe.each(everyLanguage)('in %s', (language) => {
  /** Text at a key, made with one value if it takes one. */
  const said = (texts: object, key: string): unknown => {
    const text: unknown = key
      .split('.')
      .reduce<unknown>((node, name) => new Map(Object.entries(Object(node))).get(name), texts);
    return typeof text === 'function' ? text('value', 'another') : text;
  };

  test.each([...replaceableMailTexts])('%s is replaced, and nothing else', (key, names) => {
    const mine = ['Mine', ...names.map((name) => `{${name}}`)].join(' of ');
    const texts = textsIn(language, { [language]: { [key]: mine } });
    expect(said(texts, key)).toBe(['Mine', ...['value', 'another'].slice(0, names.length)].join(' of '));
    const others = [...replaceableMailTexts.keys()].filter((other) => other !== key);
    expect(others.filter((other) => said(texts, other) !== said(everyText[language], other))).toEqual([]);
    expect(texts.instant).toBe(everyText[language].instant);
  });
});

test('all sentences of a mail can be replaced, but not what code generates', () => {
  expect([...replaceableMailTexts.keys()]).toEqual(expect.arrayContaining(['footer', 'otp.lead', 'otp.subject']));
  expect(replaceableMailTexts.has('instant')).toBe(false);
});

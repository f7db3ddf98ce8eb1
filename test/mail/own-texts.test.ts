import { everyLanguage } from '../../functions/languages.ts';
import { renderMail } from '../../mail/render.ts';
import { everyText } from '../../mail/texts/every-text.ts';
import { type OwnMailTexts, replaceableMailTexts, textsIn } from '../../mail/texts/own-texts.ts';
import { visibleText } from './html-text.ts';
import { brand, everyMessage, otpMessage } from './messages.ts';

const own: OwnMailTexts = {
  en: {
    'otp.subject': 'A code from {productName}',
    'otp.keepSecret': 'Keep it <b>secret</b> & safe.',
    'otp.lifetime': 'It ends at {expiresAt}.',
    footer: 'Yours, {productName}',
  },
};

test('a text of the deployment stands in the place of ours, with its value, in both parts', () => {
  const { subject, text, html } = renderMail(otpMessage, brand, own);
  expect(subject).toBe('A code from Example Bank');
  for (const part of [text, visibleText(html)]) {
    expect(part).toContain('Keep it <b>secret</b> & safe.');
    expect(part).toMatch(/It ends at 9 March 2026.+14:32 UTC\./);
    expect(part).toContain('Yours, Example Bank');
    expect(part).not.toContain('Nobody of us will ever ask you for it.');
  }
  expect(html).not.toContain('<b>secret');
});

test('a value may look like a place for one', () => {
  const { subject } = renderMail(otpMessage, { ...brand, productName: '{productName} $& $1' }, own);
  expect(subject).toBe('A code from {productName} $& $1');
});

test('another language is left as it is', () => {
  for (const message of everyMessage) {
    const german = { ...message, locale: 'de' };
    expect(renderMail(german, brand, own)).toEqual(renderMail(german, brand));
  }
});

test('without texts of its own a deployment has ours', () => {
  for (const language of everyLanguage) expect(textsIn(language, {})).toBe(everyText[language]);
});

test('every text that can be replaced is, in every language', () => {
  const marked = new Map(
    Array.from(replaceableMailTexts, ([key, names]) => [
      key,
      `${key} ${names.map((name) => `{${name}}`).join()}`.trim(),
    ]),
  );
  const said = (texts: object): unknown[] =>
    Object.values(texts).flatMap((text: unknown) => {
      if (typeof text === 'object' && text !== null) return said(text);
      return typeof text === 'function' && text.name !== 'instant' ? [text('value')] : [text];
    });
  for (const language of everyLanguage) {
    const { instant, ...texts } = textsIn(language, { [language]: Object.fromEntries(marked) });
    expect(instant).toBe(everyText[language].instant);
    const expected = [...marked.values()].map((text) => text.replace(/\{\w+\}/, 'value'));
    expect(said(texts).toSorted()).toEqual(expected.toSorted());
  }
});

import { caniemail } from 'caniemail';
import { everyLanguage } from '../../../functions/domain/languages.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { everyMessage, fullBrand } from './messages.ts';

/**
 * What a mail has although some version of Gmail or Outlook ignores it, and why the mail is legible and works without
 * it.
 */
const IGNORED: Readonly<Record<string, string>> = {
  // Gmail shows a mail without its style sheet to accounts of other providers, and Outlook for Windows without media.
  '<style> element': 'has the dark colours alone; all else is inline',
  '@media': 'as the style sheet',
  'Chaining selectors': 'as the style sheet',
  'Class selector': 'as the style sheet',
  'Descendant combinator': 'as the style sheet',
  'ID selector': 'the frame of MJML, as the style sheet',
  'Type selector': 'as the style sheet',
  'color-scheme CSS property': 'background and ink are a pair, which a program that turns colours over keeps',
  'color-scheme meta tag': 'as the property',
  '<body> element': 'the background is on the block inside it too',
  'display:none': 'the preheader has letters of one pixel then',
  overflow: 'as display:none',
  'max-height property': 'as display:none',
  'border-radius': 'corners are square',
  'overflow-wrap': 'a long value makes the mail wider',
  'word-break': 'as overflow-wrap',
  'white-space': 'a code of twelve digits may break',
  'user-select': 'the code is selected as any word is',
  outline: 'of the frame of MJML, for pictures that are links; there is none',
  'word-spacing': 'of the frame of MJML, for the gaps that a program leaves between columns; there is one column',
  'role attribute': 'a screen reader reads the table of the layout as one',
  'aria-label attribute': 'of the frame of MJML',
};

/** Features of the mails that a program does not support, by the data of caniemail.com. */
function unsupported(clients: Parameters<typeof caniemail>[0]['clients']): string[] {
  const titles = everyLanguage.flatMap((locale) =>
    everyMessage.flatMap((message) => {
      const { html } = renderMail({ ...message, locale }, fullBrand);
      return [...caniemail({ clients, html }).issues.errors.values()].flat().map(({ title }) => title);
    }),
  );
  return [...new Set(titles)].toSorted();
}

test('Gmail and Outlook ignore nothing in a mail that it needs', () => {
  expect(unsupported(['gmail.*', 'outlook.*'])).toEqual(Object.keys(IGNORED).toSorted());
});

test('Apple Mail ignores nothing but a tag that it needs for nothing', () => {
  expect(unsupported(['apple-mail.*'])).toEqual(['color-scheme meta tag']);
});

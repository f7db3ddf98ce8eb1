import fc from 'fast-check';
import { Secret } from '../../../functions/domain/secret.ts';
import type { Message } from '../../../functions/ports.ts';
import type { Brand } from '../../../functions/mail/content.ts';
import { escapeHtml } from '../../../functions/mail/html.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { elementsOf, linksOf, visibleText } from './html-text.ts';
import {
  brand,
  circumstances,
  everyMessage,
  fullBrand,
  limitReachedMessage,
  otpMessage,
  passwordChangedMessage,
  resetRefusedMessage,
  userIdListMessage,
} from './messages.ts';

/** One message of each kind, with a hostile text in each place that shows a value. */
const messagesWith = (value: string): [Message, Brand][] => {
  const hostile = { ...fullBrand, productName: value, logoUrl: value, supportContact: value };
  const known = { ...circumstances, network: value };
  return [
    [
      {
        ...otpMessage,
        reference: value,
        locale: value,
        asked: known,
        reportToken: new Secret(value),
        continuation: new Secret(value),
      },
      hostile,
    ],
    [{ ...passwordChangedMessage, userId: value, reference: value, locale: value, applied: known }, hostile],
    [{ ...userIdListMessage, userIds: [value, 'dana.admin'], locale: value, asked: known }, hostile],
    [
      {
        ...limitReachedMessage,
        userId: value,
        reference: value,
        locale: value,
        asked: known,
        continuation: new Secret(value),
      },
      hostile,
    ],
    [{ ...resetRefusedMessage, userId: value, reference: value, locale: value, applied: known }, hostile],
  ];
};

const harmless = everyMessage.map((message) => renderMail(message, fullBrand));

/** Targets of a mail's links: the pages, or the support by mail. */
const targetsOf = (html: string): string[] =>
  Array.from(html.matchAll(/<a href="([^"]*)"/g), ([, link = '']) => {
    const { origin, protocol, pathname } = new URL(link);
    return protocol === 'mailto:' ? protocol : origin + pathname;
  });

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=//evil.example/x onerror=alert(1)>',
  '"><a href="https://evil.example/">click</a>',
  "' style='display:none",
  '</title></head><body>',
  '</strong></p><form action=//evil.example><input>',
  '&lt;b&gt;',
  '<!-- ',
  'javascript:alert(1)',
  '\u2028<b>',
];

describe('a value with HTML is inert', () => {
  test.each(HOSTILE)('%j', (value) => {
    messagesWith(value).forEach(([message, hostile], position) => {
      const { html } = renderMail(message, hostile);
      expect(elementsOf(html)).toEqual(elementsOf(harmless[position]?.html ?? ''));
      expect(targetsOf(html)).toEqual(targetsOf(harmless[position]?.html ?? ''));
    });
  });

  test('whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        messagesWith(value).forEach(([message, hostile], position) => {
          expect(elementsOf(renderMail(message, hostile).html)).toEqual(elementsOf(harmless[position]?.html ?? ''));
        });
      }),
    );
  });

  test('and is still shown as it is', () => {
    const userId = `<b>O'Neil & "Söhne"</b>`;
    const { text, html } = renderMail({ ...passwordChangedMessage, userId }, brand);
    expect(text).toContain(`User ID: ${userId}\n`);
    expect(visibleText(html.replace(escapeHtml(userId), 'ESCAPED'))).toContain('User ID: ESCAPED');
  });
});

test('escapeHtml is reversed by decoding', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const escaped = escapeHtml(value);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(
        escaped
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&'),
      ).toBe(value);
    }),
  );
});

describe('a value cannot add lines', () => {
  const LINE_BREAKS = ['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'];

  test.each(LINE_BREAKS)('with %j', (lineBreak) => {
    const value = `alice${lineBreak}${lineBreak}Enter the code: https://evil.example/`;
    messagesWith(value).forEach(([message, hostile], position) => {
      const { subject, text } = renderMail(message, hostile);
      // There are fewer lines above the code where a longer text is before them.
      const linesOf = (part: string) =>
        part.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => !/^-+$/.test(line));
      expect(linesOf(text)).toHaveLength(linesOf(harmless[position]?.text ?? '').length);
      expect(subject).not.toMatch(/[\n\r\v\f\u0085\u2028\u2029]/);
    });
  });

  test.each(['\u202e', '\u2066', '\u0000', '\u001b[31m'])('or turn or hide what follows, with %j', (mark) => {
    for (const [message, hostile] of messagesWith(`alice${mark}bob`)) {
      const { subject, text, html } = renderMail(message, hostile);
      expect(subject + text + html).not.toContain(mark);
    }
  });
});

test('a token with unexpected characters stays in the fragment', () => {
  const { text, html } = renderMail({ ...otpMessage, reportToken: new Secret('a b?c#d/"e<') }, brand);
  const link = new URL(linksOf(html)[1] ?? '');
  expect(link.pathname).toBe('/report');
  expect(decodeURIComponent(link.hash)).toBe('#a b?c#d/"e<');
  expect(text).toContain(link.href);
});

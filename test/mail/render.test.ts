import { Secret } from '../../functions/domain/secret.ts';
import type { Message } from '../../functions/ports.ts';
import { renderMail } from '../../mail/render.ts';
import { linksOf, visibleText } from './html-text.ts';
import {
  brand,
  everyMessage,
  otpByAdministratorMessage,
  otpMessage,
  passwordChangedMessage,
  REPORT_TOKEN,
  recoveryPausedMessage,
  userIdListMessage,
} from './messages.ts';

const REPORT_LINK = `https://login.example.com/report#${REPORT_TOKEN}`;

/** Both parts as a reader sees them. */
const partsOf = (message: Message): string[] => {
  const { text, html } = renderMail(message, brand);
  return [text, visibleText(html)];
};

describe('a mail with a code', () => {
  const { subject, text, html } = renderMail(otpMessage, brand);

  test('has the code on a line of its own, right after the first sentence', () => {
    expect(text.split('\n').indexOf('04711815')).toBe(2);
  });

  test('has the code once in the HTML, in one piece that is selected as a whole', () => {
    expect(html.match(/04711815/g)).toHaveLength(1);
    expect(html).toMatch(/<strong [^>]*user-select:all[^>]*>04711815<\/strong>/);
  });

  test.each(partsOf(otpMessage))('says until when the code works, and the reference', (part) => {
    expect(part).toContain('9 March 2026');
    expect(part).toContain('14:32 UTC');
    expect(part).toContain('Reference: ');
    expect(part).toContain('K7QM-2XPD');
  });

  test('leads to the page where one can say that it was someone else', () => {
    expect(text).toContain(`This wasn’t me: ${REPORT_LINK}\n`);
    expect(html).toContain(`<a href="${REPORT_LINK}">This wasn’t me</a>`);
  });

  test('keeps the code out of the subject and of the title', () => {
    expect(subject).toBe('Example Bank: your code to set a new password');
    expect(html).toContain(`<title>${subject}</title>`);
  });

  test('keeps leading zeros', () => {
    const zeros = renderMail({ ...otpMessage, otp: new Secret('000001') }, brand);
    expect(zeros.text.split('\n')).toContain('000001');
    expect(zeros.html).toContain('>000001<');
  });
});

describe('a mail with a code that an administrator asked for', () => {
  test.each(partsOf(otpByAdministratorMessage))(
    'leads to the link that was passed on, and asks for silence',
    (part) => {
      expect(part).toContain('An administrator started a password reset for you. Open the link that you were given');
      expect(part).toContain('You did not ask an administrator for help?');
      expect(part).toContain('Give the code to nobody.');
      expect(part).not.toContain('where you asked for it');
    },
  );

  test('is otherwise the same', () => {
    const { subject, text } = renderMail(otpByAdministratorMessage, brand);
    expect(subject).toBe(renderMail(otpMessage, brand).subject);
    expect(text).toContain(REPORT_LINK);
    expect(text.split('\n')).toContain('04711815');
  });
});

describe('the notice of a changed password', () => {
  test.each(partsOf(passwordChangedMessage))('says whose, when and under which reference', (part) => {
    expect(part).toMatch(/User ID: +alice/);
    expect(part).toContain('9 March 2026');
    expect(part).toContain('23:59 UTC');
    expect(part).toMatch(/Reference: +K7QM-2XPD/);
  });

  test('leads to the page where one can say that it was someone else', () => {
    const { text, html } = renderMail(passwordChangedMessage, brand);
    expect(text).toContain(REPORT_LINK);
    expect(linksOf(html)).toEqual([REPORT_LINK]);
  });
});

describe('the list of user IDs', () => {
  test('has each user ID on a line of its own', () => {
    const { text, html } = renderMail(userIdListMessage, brand);
    expect(text.split('\n').filter((line) => line.startsWith('  '))).toEqual(['  dana', '  dana.admin']);
    expect(Array.from(html.matchAll(/<li[^>]*><strong[^>]*>(.*?)<\/strong><\/li>/g), ([, id]) => id)).toEqual([
      'dana',
      'dana.admin',
    ]);
  });
});

describe('the notice that no more codes are mailed', () => {
  test.each(['tomorrow', 'login'] as const)('says until when (%s), and that logging in still works', (until) => {
    const other = until === 'tomorrow' ? /until you log in/ : /until tomorrow/;
    for (const part of partsOf({ ...recoveryPausedMessage, until })) {
      expect(part).toMatch(until === 'tomorrow' ? /no more codes are mailed until tomorrow/ : /until you log in/);
      expect(part).not.toMatch(other);
      expect(part).toContain('Logging in works as ever');
      expect(part).toMatch(/User ID: +alice/);
    }
  });
});

describe.each([...everyMessage, otpByAdministratorMessage].map((message) => [message.kind, message] as const))(
  'every mail (%s)',
  (_kind, message) => {
    const { subject, text, html } = renderMail(message, brand);

    test('names the product, in the subject too', () => {
      expect(subject).toContain('Example Bank');
      expect(text).toContain('Example Bank sent this mail');
      expect(visibleText(html)).toContain('Example Bank sent this mail');
    });

    test('says nothing secret or personal in the subject', () => {
      expect(subject).not.toMatch(/[0-9]/);
      for (const value of ['alice', 'dana', 'K7QM', REPORT_TOKEN, '@']) expect(subject).not.toContain(value);
    });

    test('says the same as text and as HTML', () => {
      const plain = text.replaceAll(/: https:\S+/g, '').replaceAll(/\s+/g, ' ');
      expect(visibleText(html).replaceAll(/\s+/g, ' ').trim()).toBe(plain.trim());
    });

    test('carries the report token in the fragment of a link alone', () => {
      const withoutFragments = (part: string) => part.replaceAll(`/report#${REPORT_TOKEN}`, '');
      const links = linksOf(html);
      expect(withoutFragments(text) + withoutFragments(html)).not.toContain(REPORT_TOKEN.slice(0, 43));
      expect(withoutFragments(text) + withoutFragments(html)).not.toContain(REPORT_TOKEN.slice(44));
      for (const link of links) expect(new URL(link).pathname + new URL(link).search).toBe('/report');
      expect(links).toHaveLength('reportToken' in message ? 1 : 0);
    });

    test('loads nothing, runs nothing and sends nothing', () => {
      expect(html).not.toMatch(/<(img|script|link|iframe|form|object|svg|video|audio)\b|url\(|@import|\son\w+=/i);
    });

    test('is readable in dark mode: it announces both schemes and sets no colour of text or ground', () => {
      expect(html).toContain('<meta name="color-scheme" content="light dark">');
      expect(html).not.toMatch(/(^|[;"{\s-])(color|background(-color)?):/m);
      expect(html).not.toMatch(/bgcolor/i);
    });

    test.each([undefined, 'en', 'en-GB', 'EN', 'xx', 'zz-Zzzz-ZZ', '', '"><script>', '__proto__', 'constructor'])(
      'is written in English for the locale %j',
      (locale) => {
        expect(renderMail({ ...message, locale }, brand)).toEqual({ subject, text, html });
        expect(html).toContain('<html lang="en" dir="ltr">');
      },
    );
  },
);

test('a site URL with a slash at its end gives the same link', () => {
  const { text } = renderMail(otpMessage, { ...brand, siteUrl: 'https://login.example.com/' });
  expect(text).toContain(`This wasn’t me: ${REPORT_LINK}\n`);
});

import { everyLanguage } from '../../../functions/domain/languages.ts';
import { Secret } from '../../../functions/domain/secret.ts';
import type { Message } from '../../../functions/ports.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { everyText } from '../../../functions/mail/texts/every-text.ts';
import { PREVIEW } from '../../../functions/mail/text-part.ts';
import { linksOf, textOf, visibleText, wordsOf } from './html-text.ts';
import {
  brand,
  circumstances,
  everyMessage,
  fullBrand,
  otpByAdministratorMessage,
  otpMessage,
  passwordChangedMessage,
  CONTINUATION,
  REPORT_TOKEN,
  resetRefusedMessage,
  limitReachedMessage,
  userIdListMessage,
} from './messages.ts';

const CONTINUE_LINK = `https://login.example.com/enter-code#continuation=${CONTINUATION}&reference=K7QM-2XPD&expiresAt=2026-03-09T14%3A32%3A00.000Z`;
const REPORT_LINK = `https://login.example.com/report#${REPORT_TOKEN}`;
const REPORT_CHANGE_LINK = `https://login.example.com/report-change#${REPORT_TOKEN}`;
const RESET_LINK = 'https://login.example.com/forgot-password';

/** Pages that the mail of a kind leads to. */
const PAGES: Readonly<Record<Message['kind'], readonly string[]>> = {
  otp: ['/enter-code', '/report'],
  'password-changed': ['/report-change', '/forgot-password'],
  'user-id-list': [],
  'limit-reached': ['/enter-code'],
  'reset-refused': ['/forgot-password'],
  'addresses-changed': [],
};

/** Both parts as readers see them. */
const partsOf = (message: Message): string[] => {
  const { text, html } = renderMail(message, brand);
  return [text, visibleText(html)];
};

describe('a mail with a code', () => {
  const { subject, text, html } = renderMail(otpMessage, brand);

  test('has the code on its own line, between two lines, after the title and the first sentence', () => {
    const lines = text.split('\n');
    const code = lines.indexOf('04711815');
    expect([lines[code - 1], lines[code + 1]]).toEqual(['-'.repeat(72), '-'.repeat(72)]);
    expect(lines.slice(0, 6)).toEqual([
      'Example Bank',
      '',
      'Reset your password',
      '',
      'Enter this code on the page where you asked for it:',
      '',
    ]);
  });

  test('has the code once in the HTML, in one piece that is selected as a whole', () => {
    expect(html.match(/04711815/g)).toHaveLength(1);
    expect(html).toMatch(/<strong [^>]*user-select:all[^>]*>04711815<\/strong>/);
    expect(visibleText(html).trim().indexOf('04711815')).toBeLessThan(100);
  });

  test.each(partsOf(otpMessage))('has the expiry of the code, and the reference', (part) => {
    expect(part).toContain('The code works once, for 10 minutes, until 14:32 UTC.');
    expect(part).toContain('Reference: ');
    expect(part).toContain('K7QM-2XPD');
  });

  test('links to the page of its request, and to "this wasn\'t me"', () => {
    expect(text).toContain(`Enter the code: ${CONTINUE_LINK}\n`);
    expect(text).toMatch(/^Didn’t ask for this\? .*\.\n/m);
    expect(text).toContain(`\n${REPORT_LINK}\n`);
    expect(Array.from(html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g), ([, ...link]) => link)).toEqual([
      [CONTINUE_LINK.replaceAll('&', '&amp;'), 'Enter the code'],
      [REPORT_LINK, 'Didn’t ask for this?'],
    ]);
  });

  test('keeps the code out of the subject and of the title', () => {
    expect(subject).toBe('Your code to reset your Example Bank password');
    expect(html).toContain(`<title>${subject}</title>`);
  });

  test('keeps leading zeros', () => {
    const zeros = renderMail({ ...otpMessage, otp: new Secret('000001') }, brand);
    expect(zeros.text.split('\n')).toContain('000001');
    expect(zeros.html).toContain('>000001<');
  });
});

/** Mails with a code that leave as little text before it as they may. */
const EARLY_CODES = everyLanguage.flatMap((locale) =>
  [otpMessage, otpByAdministratorMessage].flatMap((message) =>
    [everyText[locale].otp.preheader('10'), '.'].map((preheader) => ({
      message: { ...message, locale },
      own: {
        [locale]: { 'otp.preheader': preheader, 'otp.title': '.', 'otp.lead': '.', 'otp.leadByAdministrator': '.' },
      },
    })),
  ),
);

describe('a locked telephone and a list of mails do not show the code', () => {
  test.each(EARLY_CODES)('$message.locale, $message.startedBy', ({ message, own }) => {
    const { subject, text, html } = renderMail(message, { ...brand, productName: 'X' }, own);
    expect(subject).not.toContain('04711815');
    // A preview squeezes spaces and lines; a figure space counts as a character.
    for (const part of [text, textOf(html)]) {
      expect(part.replaceAll(/[^\S\u2007]+/g, ' ').indexOf('04711815')).toBeGreaterThanOrEqual(PREVIEW);
    }
  });

  test('and show a sentence of their own instead', () => {
    const { html } = renderMail(otpMessage, brand);
    expect(textOf(html).trim()).toMatch(
      /^Open this email to see the code\. It works for 10 minutes\.[\u034f\u2007]{512}/,
    );
  });
});

describe('times', () => {
  test.each([
    ['Europe/Berlin', 'en', '15:32 (Central European Standard Time)', '9 March 2026 at 15:22 (Central European'],
    ['America/New_York', 'en', '10:32 (Eastern Daylight Time)', '9 March 2026 at 10:22 (Eastern Daylight Time)'],
    ['Asia/Kolkata', 'hi', '20:02 (भारतीय मानक समय)', '9 मार्च 2026 को 19:52 बजे (भारतीय मानक समय)'],
    ['Asia/Shanghai', 'zh-Hans', '22:32（中国标准时间）', '2026年3月9日 22:22（中国标准时间）'],
    ['UTC', 'en', '14:32 UTC', '9 March 2026 at 14:22 UTC'],
    [undefined, 'en', '14:32 UTC', '9 March 2026 at 14:22 UTC'],
    ['Mars/Olympus', 'en', '14:32 UTC', '9 March 2026 at 14:22 UTC'],
    ['"><script>', 'en', '14:32 UTC', '9 March 2026 at 14:22 UTC'],
  ])('are in the zone %j of the reader, with its name (%s)', (timeZone, locale, time, instant) => {
    const { text } = renderMail({ ...otpMessage, timeZone, locale }, brand);
    expect(text).toContain(time);
    expect(text).toContain(instant);
  });
});

describe('a mail with a code that an administrator asked for', () => {
  test.each(partsOf(otpByAdministratorMessage))(
    'leads to its own link or the one that was passed on, and asks for silence',
    (part) => {
      expect(part).toContain(
        'An administrator started a password reset for you. Open the link below, or the one that they gave you',
      );
      expect(part).toContain('If no administrator is helping you, use the link to stop the request.');
      expect(part).toContain('Do not share this code with anyone.');
      expect(part).not.toContain('where you asked for it');
      expect(part).not.toContain('Closed the page');
    },
  );

  test('is otherwise the same', () => {
    const { subject, text } = renderMail(otpByAdministratorMessage, brand);
    expect(subject).toBe(renderMail(otpMessage, brand).subject);
    expect(text).toContain(REPORT_LINK);
    expect(text.split('\n')).toContain('04711815');
  });
});

describe.each([otpMessage, userIdListMessage, limitReachedMessage].map((message) => [message.kind, message] as const))(
  'what was asked for by a person (%s)',
  (_kind, message) => {
    test.each(partsOf(message))('has the time, the network and the browser', (part) => {
      expect(part).toMatch(/Requested: 9 March 2026 at 14:22 UTC\s+Network: 203\.0\.113\.0\/24/);
      expect(part).toMatch(/Browser: Firefox on Windows/);
    });

    test.each(partsOf({ ...message, asked: { ...circumstances, browser: undefined } }))(
      'leaves out a browser that is not known',
      (part) => {
        expect(part).toContain('Network: 203.0.113.0/24');
        expect(part).not.toContain('Browser: ');
      },
    );

    test.each(partsOf({ ...message, asked: undefined }))('leaves out what is not known', (part) => {
      expect(part).not.toMatch(/Requested: |Network: |Browser: |\n{3}/);
    });
  },
);

describe('the notice of a changed password', () => {
  test.each(partsOf(passwordChangedMessage))('has the network and the browser', (part) => {
    expect(part).toMatch(/Network: 203\.0\.113\.0\/24\s+Browser: Firefox on Windows/);
  });

  test.each(partsOf(passwordChangedMessage))('has the user ID, the time and the reference', (part) => {
    expect(part).toMatch(/User ID: +alice/);
    expect(part).toContain('9 March 2026');
    expect(part).toContain('23:59 UTC');
    expect(part).toMatch(/Reference: +K7QM-2XPD/);
  });

  test('links to a page of its own, and gives the address at which to set a new password', () => {
    const { text, html } = renderMail(passwordChangedMessage, brand);
    expect(text).toContain(`This wasn’t me: ${REPORT_CHANGE_LINK}\n`);
    expect(text).toContain(`set a new password here:\n\n${RESET_LINK}\n`);
    expect(visibleText(html)).toContain(`set a new password here: ${RESET_LINK} `);
    expect(linksOf(html)).toEqual([REPORT_CHANGE_LINK, RESET_LINK]);
  });
});

describe('the list of user IDs', () => {
  test('has each user ID on its own line', () => {
    const { text, html } = renderMail(userIdListMessage, brand);
    expect(text.split('\n').filter((line) => line.startsWith('  '))).toEqual(['  dana', '  dana.admin']);
    expect(Array.from(html.matchAll(/<li[^>]*><strong[^>]*>(.*?)<\/strong><\/li>/g), ([, id]) => id)).toEqual([
      'dana',
      'dana.admin',
    ]);
  });
});

describe('the notice that no more codes are mailed', () => {
  test.each(partsOf(limitReachedMessage))('says until when, and that earlier codes work', (part) => {
    expect(part).toContain('9 March 2026 at 15:10 UTC');
    expect(part).toContain('Codes that you have already received keep working');
    expect(part).toMatch(/User ID: +alice/);
  });

  test('has a link by which the owner goes on at once', () => {
    const { text } = renderMail(limitReachedMessage, brand);
    expect(text).toContain(`https://login.example.com/enter-code#continuation=${CONTINUATION}&reference=K7QM-2XPD\n`);
  });
});

test.each(partsOf(resetRefusedMessage))('the warning of a refused code says that no password was set', (part) => {
  expect(part).toContain('No password was set');
  expect(part).toMatch(/Network: 203\.0\.113\.0\/24\s+Browser: Firefox on Windows/);
});

describe.each([...everyMessage, otpByAdministratorMessage].map((message) => [message.kind, message] as const))(
  'every mail (%s)',
  (_kind, message) => {
    const { subject, text, html } = renderMail(message, brand);

    test('names the product, in the subject too', () => {
      expect(subject).toContain('Example Bank');
      expect(text).toContain('Example Bank sent this email');
      expect(visibleText(html)).toContain('Example Bank sent this email');
    });

    test('has nothing secret or personal in the subject', () => {
      expect(subject).not.toMatch(/[0-9]/);
      for (const value of ['alice', 'dana', 'K7QM', REPORT_TOKEN, '@']) expect(subject).not.toContain(value);
    });

    test('says the same as text and as HTML', () => {
      expect(wordsOf(visibleText(html))).toBe(wordsOf(text));
    });

    test('has its tokens only in the fragments of links', () => {
      const withoutFragments = (part: string) =>
        part
          .replaceAll(/\/report(?:-change)?#N{43}\.p{43}/g, '')
          .replaceAll(`/enter-code#continuation=${CONTINUATION}`, '');
      const rest = withoutFragments(text) + withoutFragments(html);
      for (const secret of [...REPORT_TOKEN.split('.'), ...CONTINUATION.split('.1.')])
        expect(rest).not.toContain(secret);
      expect(linksOf(html).map((link) => new URL(link).pathname + new URL(link).search)).toEqual(PAGES[message.kind]);
    });

    test('loads nothing, runs nothing and sends nothing', () => {
      expect(html).not.toMatch(/<(img|script|link|iframe|form|object|svg|video|audio)\b|url\(|@import|\son\w+=/i);
    });

    test('declares both colour schemes', () => {
      expect(html).toContain('<meta name="color-scheme" content="light dark" />');
      expect(html).toContain(':root { color-scheme: light dark;');
    });

    test('is far below the 102 KB at which mail programs truncate it', () => {
      expect(html.length).toBeLessThan(30_000);
    });

    test.each([undefined, 'en', 'en-GB', 'EN', 'xx', 'zz-Zzzz-ZZ', '', '"><script>', '__proto__', 'constructor'])(
      'is written in English for the locale %j',
      (locale) => {
        expect(renderMail({ ...message, locale }, brand)).toEqual({ subject, text, html });
        expect(html).toContain('<html lang="en" dir="ltr" ');
      },
    );
  },
);

test('a site URL with a trailing slash gives the same link', () => {
  const { text } = renderMail(otpMessage, { ...brand, siteUrl: 'https://login.example.com/' });
  expect(text).toContain(`\n${REPORT_LINK}\n`);
});

describe('the brand', () => {
  const { text, html } = renderMail(otpMessage, fullBrand);

  test('shows its logo in place of its name, and the name without images', () => {
    expect(html).toMatch(/<img src="https:\/\/login\.example\.com\/logo\.png" alt="Example Bank" height="40"/);
    expect(visibleText(html)).toBe(visibleText(renderMail(otpMessage, { ...fullBrand, logoUrl: undefined }).html));
    expect(text.split('\n')[0]).toBe('Example Bank');
  });

  test('loads nothing but its logo', () => {
    expect(html.match(/\ssrc="[^"]*"/g)).toEqual([' src="https://login.example.com/logo.png"']);
    expect(html).not.toMatch(/<(script|link|iframe|form|object|svg|video|audio)\b|url\(|@import|\son\w+=/i);
  });

  test.each([
    ['help@example.com', 'mailto:help@example.com'],
    ['help@example.com?subject=x&bcc=me@evil.example', 'mailto:help@example.com%3Fsubject%3Dx%26bcc%3Dme@evil.example'],
    ['https://example.com/help', 'https://example.com/help'],
    ['http://example.com/help', 'mailto:http%3A%2F%2Fexample.com%2Fhelp'],
    ['javascript:alert(1)', 'mailto:javascript%3Aalert(1)'],
  ])('links to the support: %s', (supportContact, link) => {
    const mail = renderMail(otpMessage, { ...brand, supportContact });
    expect(linksOf(mail.html)).toEqual([CONTINUE_LINK, REPORT_LINK, link]);
    expect(mail.text).toContain(`\nQuestions? ${supportContact}\n`);
  });

  test('sets the colours of the rule, the code, the button and the link, for light and dark mode', () => {
    const colours = { accent: '#a11', onAccent: '#B22222', accentDark: '#c33333', onAccentDark: '#d44444' };
    const coloured = renderMail(otpMessage, { ...fullBrand, colours }).html;
    const [head = '', body = ''] = coloured.split('</head>');
    expect(body).toContain('border-top:4px solid #a11;');
    expect(body).toContain('border:2px solid #a11;');
    expect(body).toContain('background-color:#a11;color:#B22222;');
    expect(body).toMatch(/<a href="mailto:help@example\.com" [^>]*color:#a11;/);
    expect(head).toContain('.button a { background-color: #c33333 !important; color: #d44444 !important; }');
    expect(head.match(/#c33333/g)).toHaveLength(4);
  });

  test.each(['red', '#12345', '#1f5c57;}', '#fff" onload="x', '', 'url(x)', '#12345g', '</style>'])(
    'cannot have the colour %j',
    (colour) => {
      for (const name of ['accent', 'onAccent', 'accentDark', 'onAccentDark']) {
        const colours = { ...brand.colours, [name]: colour };
        expect(() => renderMail(otpMessage, { ...brand, colours })).toThrow('a colour of the brand');
      }
    },
  );
});

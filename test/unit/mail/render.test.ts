import { Secret } from '../../../functions/domain/secret.ts';
import type { Message } from '../../../functions/ports.ts';
import { renderMail } from '../../../functions/mail/render.ts';
import { linksOf, visibleText } from './html-text.ts';
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

/** Both parts as readers see them. */
const partsOf = (message: Message): string[] => {
  const { text, html } = renderMail(message, brand);
  return [text, visibleText(html)];
};

describe('a mail with a code', () => {
  const { subject, text, html } = renderMail(otpMessage, brand);

  test('has the code on its own line, right after the product and the first sentence', () => {
    expect(text.split('\n').indexOf('04711815')).toBe(4);
  });

  test('has the code once in the HTML, in one piece that is selected as a whole', () => {
    expect(html.match(/04711815/g)).toHaveLength(1);
    expect(html).toMatch(/<strong [^>]*user-select:all[^>]*>04711815<\/strong>/);
    expect(visibleText(html).trim().indexOf('04711815')).toBeLessThan(100);
  });

  test.each(partsOf(otpMessage))('has the expiry of the code, and the reference', (part) => {
    expect(part).toContain('9 March 2026');
    expect(part).toContain('14:32 UTC');
    expect(part).toContain('Reference: ');
    expect(part).toContain('K7QM-2XPD');
  });

  test('links to the page of its request, and to "this wasn\'t me"', () => {
    expect(text).toContain(`Enter the code: ${CONTINUE_LINK}\n`);
    expect(text).toContain(`This wasn’t me: ${REPORT_LINK}\n`);
    expect(Array.from(html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g), ([, ...link]) => link)).toEqual([
      [CONTINUE_LINK.replaceAll('&', '&amp;'), 'Enter the code'],
      [REPORT_LINK, 'This wasn’t me'],
    ]);
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

describe.each([otpMessage, userIdListMessage, limitReachedMessage].map((message) => [message.kind, message] as const))(
  'what was asked for by a person (%s)',
  (_kind, message) => {
    test.each(partsOf(message))('has the time, the network and the browser', (part) => {
      expect(part).toMatch(/Asked for: 9 March 2026 at 14:22 UTC\s+From the network: 203\.0\.113\.0\/24/);
      expect(part).toMatch(/With: Firefox on Windows/);
    });

    test.each(partsOf({ ...message, asked: { ...circumstances, browser: undefined } }))(
      'leaves out a browser that is not known',
      (part) => {
        expect(part).toContain('From the network: 203.0.113.0/24');
        expect(part).not.toContain('With: ');
      },
    );

    test.each(partsOf({ ...message, asked: undefined }))('leaves out what is not known', (part) => {
      expect(part).not.toMatch(/Asked for: |From the network|With: |\n{3}/);
    });
  },
);

describe('the notice of a changed password', () => {
  test.each(partsOf(passwordChangedMessage))('has the network and the browser', (part) => {
    expect(part).toMatch(/From the network: 203\.0\.113\.0\/24\s+With: Firefox on Windows/);
  });

  test.each(partsOf(passwordChangedMessage))('has the user ID, the time and the reference', (part) => {
    expect(part).toMatch(/User ID: +alice/);
    expect(part).toContain('9 March 2026');
    expect(part).toContain('23:59 UTC');
    expect(part).toMatch(/Reference: +K7QM-2XPD/);
  });

  test('links to the page "this wasn\'t me"', () => {
    const { text, html } = renderMail(passwordChangedMessage, brand);
    expect(text).toContain(REPORT_LINK);
    expect(linksOf(html)).toEqual([REPORT_LINK]);
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
  expect(part).toMatch(/From the network: 203\.0\.113\.0\/24\s+With: Firefox on Windows/);
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

    test('has nothing secret or personal in the subject', () => {
      expect(subject).not.toMatch(/[0-9]/);
      for (const value of ['alice', 'dana', 'K7QM', REPORT_TOKEN, '@']) expect(subject).not.toContain(value);
    });

    test('says the same as text and as HTML', () => {
      const plain = text.replaceAll(/: https:\S+/g, '').replaceAll(/\s+/g, ' ');
      expect(visibleText(html).replaceAll(/\s+/g, ' ').trim()).toBe(plain.trim());
    });

    test('has its tokens only in the fragments of links', () => {
      const withoutFragments = (part: string) =>
        part.replaceAll(`/report#${REPORT_TOKEN}`, '').replaceAll(`/enter-code#continuation=${CONTINUATION}`, '');
      const rest = withoutFragments(text) + withoutFragments(html);
      for (const secret of [...REPORT_TOKEN.split('.'), ...CONTINUATION.split('.1.')])
        expect(rest).not.toContain(secret);
      expect(linksOf(html).map((link) => new URL(link).pathname + new URL(link).search)).toEqual([
        ...('continuation' in message ? ['/enter-code'] : []),
        ...('reportToken' in message ? ['/report'] : []),
      ]);
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
  expect(text).toContain(`This wasn’t me: ${REPORT_LINK}\n`);
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
    expect(body).toContain('background:#a11;color:#B22222;');
    expect(body).toMatch(/<a href="mailto:help@example\.com" [^>]*color:#a11;/);
    expect(head).toContain('.button a { background: #c33333 !important; color: #d44444 !important; }');
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

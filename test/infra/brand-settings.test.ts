import { everyLanguage } from '../../functions/domain/languages.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { coloursOf, DEFAULT_COLOURS, GROUNDS } from '../../lib/brand/colours.ts';
import { type Colour, contrast, textColourOn } from '../../lib/brand/contrast.ts';
import { checkSettings } from '../../lib/settings/check.ts';
import { dev } from '../../lib/settings/stages/dev.ts';

/** Wrong files have to be in the same place as right ones. */
const folder = mkdtempSync(fileURLToPath(new URL('../../brand/test-', import.meta.url)));
afterAll(() => rmSync(folder, { recursive: true }));

function placed(name: string, content: string | Buffer): string {
  writeFileSync(`${folder}/${name}`, content);
  return `brand/${basename(folder)}/${name}`;
}

/** Error message for the settings, without the names of the stage and the test's folder. */
function refusedWith(overrides: Record<string, unknown>): string[] {
  try {
    checkSettings(dev, overrides);
  } catch (error) {
    const lines = error instanceof Error ? error.message.split('\n').slice(1) : [];
    return lines.map((line) => line.trim().replaceAll(basename(folder), 'test'));
  }
  return [];
}

const example = readFileSync(new URL('../../brand/example/logo.png', import.meta.url));

/** The example logo with another size in its header; nothing else of it is read. */
function sized(width: number, height: number): Buffer {
  const file = Buffer.from(example);
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}

describe('contrast', () => {
  // From WCAG's own examples and tools that follow it: #767676 is the lightest grey that passes on white.
  test.each<[Colour, Colour, number]>([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
    ['#ff0000', '#ffffff', 4],
    ['#0000ff', '#ffffff', 8.59],
    ['#00ff00', '#000000', 15.3],
  ])('of %s and %s is %d, either way', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  test('black or white is readable on any colour', () => {
    const steps = ['00', '33', '66', '77', '99', 'cc', 'ff'];
    for (const red of steps) {
      for (const green of steps) {
        for (const blue of steps) {
          const ground: Colour = `#${red}${green}${blue}`;
          expect(contrast(ground, textColourOn(ground))).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
    expect(textColourOn('#ffcc00')).toBe('#000000');
    expect(textColourOn('#8a1c4a')).toBe('#ffffff');
  });
});

describe('the colours', () => {
  test('of the style sheet are those that are checked', () => {
    const css = readFileSync(new URL('../../web/styles.css', import.meta.url), 'utf8');
    const values = (property: string) =>
      Array.from(
        css.matchAll(new RegExp(`--${property}: (?:var\\(--[\\w-]+, )*(#[0-9a-f]{6})`, 'g')),
        ([, value]) => value,
      );
    expect([values('ground'), values('surface')]).toEqual([
      [GROUNDS.light[0], GROUNDS.dark[0]],
      [GROUNDS.light[1], GROUNDS.dark[1]],
    ]);
    expect(values('accent')).toEqual([DEFAULT_COLOURS.accent, DEFAULT_COLOURS.accentDark]);
    expect(values('on-accent')).toEqual([DEFAULT_COLOURS.onAccent, DEFAULT_COLOURS.onAccentDark]);
  });

  test('without a brand pass the contrast check for brands', () => {
    const { accent, accentDark } = DEFAULT_COLOURS;
    expect(refusedWith({ brandColour: accent, brandColourDark: accentDark })).toEqual([]);
    expect(coloursOf(checkSettings(dev))).toEqual(DEFAULT_COLOURS);
  });

  test('of a brand get a dark accent and text colours', () => {
    const colours = coloursOf(checkSettings(dev, { brandColour: '#8A1C4A' }));
    expect(colours).toMatchObject({ accent: '#8a1c4a', onAccent: '#ffffff', onAccentDark: '#000000' });
    for (const ground of GROUNDS.dark) expect(contrast(colours.accentDark, ground)).toBeGreaterThanOrEqual(7);
    const both = coloursOf(checkSettings(dev, { brandColour: '#8a1c4a', brandColourDark: '#f2b705' }));
    expect(both).toMatchObject({ accentDark: '#f2b705', onAccentDark: '#000000' });
  });

  test('with too little contrast are rejected with their ratio and a shade that is accepted', () => {
    const wrong = refusedWith({ brandColour: '#ffcc00', brandColourDark: '#8a1c4a' });
    expect(wrong).toEqual([
      expect.stringMatching(
        /^brandColour: #ffcc00 has a contrast of 1\.37:1 to #f3f5f2, a background of the light theme; text needs 4\.5:1\. Fix: use #[0-9a-f]{6}, the nearest shade with enough contrast$/,
      ),
      expect.stringMatching(
        /^brandColourDark: #8a1c4a has a contrast of 1\.\d+:1 to #19211f, a background of the dark theme/,
      ),
    ]);
    const [light, dark] = wrong.map((line) => /Fix: use (#[0-9a-f]{6})/.exec(line)?.[1]);
    expect(refusedWith({ brandColour: light, brandColourDark: dark })).toEqual([]);
  });

  test('are measured against the background with the least contrast: on white this grey would pass', () => {
    expect(refusedWith({ brandColour: '#767676' })).toEqual([expect.stringContaining('4.14:1 to #f3f5f2')]);
  });
});

describe('a wrong setting of the brand is named with its fix', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a colour by name', { brandColour: 'teal' }, 'brandColour: must be a colour as #rrggbb, such as #1f5c57'],
    ['a short colour', { brandColour: '#156' }, 'brandColour: must be a colour as #rrggbb'],
    ['a dark colour alone', { brandColourDark: '#ffcc00' }, 'brandColour: is missing, but brandColourDark is set'],
    [
      'a contact that is neither',
      { supportContact: 'the help desk' },
      'supportContact: must be an e-mail address such',
    ],
    ['a contact over http', { supportContact: 'http://example.com/help' }, 'supportContact: must be an e-mail address'],
    ['a script for a contact', { supportContact: 'javascript:alert(1)' }, 'supportContact: must be an e-mail address'],
    [
      'a logo elsewhere',
      { logoFile: 'brand/../cdk.png' },
      'logoFile: must be a PNG file in the folder brand: brand/….png',
    ],
    ['a logo as SVG', { logoFile: 'brand/logo.svg' }, 'logoFile: must be a PNG file in the folder brand'],
    [
      'a logo that is not there',
      { logoFile: 'brand/none.png' },
      'logoFile: brand/none.png cannot be read. Fix: put the file there',
    ],
    [
      'a logo that is no PNG',
      { logoFile: placed('other.png', '<svg xmlns="http://www.w3.org/2000/svg"/>') },
      'logoFile: brand/test/other.png is not a PNG file. Fix: export the logo as PNG; mail programs do not show SVG',
    ],
    [
      'a logo too low to be sharp',
      { logoFile: placed('low.png', sized(200, 39)) },
      'logoFile: brand/test/low.png is 200 × 39 pixels; it must be at least 40 high',
    ],
    [
      'a logo for a poster',
      { logoFile: placed('wide.png', sized(2001, 400)) },
      'logoFile: brand/test/wide.png is 2001 × 400 pixels',
    ],
    [
      'a heavy logo',
      { logoFile: placed('heavy.png', Buffer.concat([example, Buffer.alloc(100 * 1024)])) },
      'logoFile: brand/test/heavy.png has 111 KiB; the maximum is 100. Fix: export it smaller',
    ],
    ['texts that are not there', { textsFile: 'brand/none.json' }, 'textsFile: brand/none.json cannot be read'],
  ])('%s', (_, overrides, message) => {
    expect(refusedWith(overrides)).toEqual([expect.stringContaining(message)]);
  });

  const text = (key: string, value: string) => JSON.stringify({ en: { [key]: value } });

  test.each<[string, string, string]>([
    ['no JSON', '{', 'is not JSON: '],
    [
      'no object',
      '[]',
      'textsFile: brand/test/no-object.json: is no text. Fix: write texts by language and key, as { "en": { "login.title": "Sign in" } }',
    ],
    [
      'a language that we have not',
      '{"pt":{}}',
      'there is no language pt. Fix: use one of en, es, fr, de, hi, zh-Hans, ar',
    ],
    [
      'a number for a text',
      '{"en":{"login.title":1}}',
      'en: login.title: is no text. Fix: write texts by language and key, as',
    ],
    [
      'a key of no page',
      text('login.titel', 'x'),
      'en: login.titel: no page has such a text. Fix: use a key of web/messages/en.ts',
    ],
    [
      'a key of no mail',
      text('mail.otp.code', 'x'),
      'en: mail.otp.code: no mail has such a text. Fix: use a key of functions/mail/texts/en.ts',
    ],
    ['what is no text of a mail', text('mail.instant', 'x'), 'en: mail.instant: no mail has such a text'],
    ['the name of a built-in property', text('constructor', 'x'), 'en: constructor: no page has such a text'],
    ['forms of a plural', text('code.attemptsLeft', 'x'), 'en: code.attemptsLeft: has plural forms'],
    [
      'what is shown too early',
      text('app.loading', 'x'),
      'en: app.loading: is shown before the pages have their settings',
    ],
    ['an empty text', text('login.title', ' '), 'en: login.title: is empty. Fix: remove the key'],
    ['a long text', text('login.title', 'x'.repeat(501)), 'en: login.title: has 501 characters; the maximum is 500'],
    [
      'a value left out',
      text('account.loggedInAs', 'Hello'),
      'en: account.loggedInAs: lacks {userId}. Fix: write it where',
    ],
    ['a value left out of a mail', text('mail.otp.subject', 'Code'), 'en: mail.otp.subject: lacks {productName}. Fix:'],
    [
      'a value of none',
      text('login.title', 'In, {name}'),
      'en: login.title: there is no value for {name}. Fix: remove it; this text takes none',
    ],
    [
      'a value of another text',
      text('mail.footer', '{productName}, {otp}'),
      'en: mail.footer: there is no value for {otp}. Fix: remove it; this text takes {productName}',
    ],
  ])('texts with %s', (name, content, message) => {
    const textsFile = placed(`${name.replaceAll(' ', '-')}.json`, content);
    expect(refusedWith({ textsFile })).toEqual([expect.stringContaining(message)]);
  });

  test('texts of mails that are too long for a cold start', () => {
    const keys = ['otp.lead', 'otp.keepSecret', 'otp.notMe', 'userIdList.lead', 'userIdList.notMe'];
    // Three bytes each.
    const own = Object.fromEntries(keys.map((key) => [`mail.${key}`, '长'.repeat(500)]));
    expect(refusedWith({ textsFile: placed('long.json', JSON.stringify({ en: own, de: own })) })).toEqual([]);
    const inEvery = Object.fromEntries(everyLanguage.map((language) => [language, own]));
    const textsFile = placed('large.json', JSON.stringify(inEvery));
    expect(refusedWith({ textsFile })).toEqual([
      expect.stringMatching(
        /the texts of mails have 5\d{4} bytes together; the maximum is 32768\. Fix: replace fewer texts/,
      ),
    ]);
  });

  test('all of them at once', () => {
    const textsFile = placed('two.json', JSON.stringify({ en: { a: 'x' }, de: { 'login.title': '' } }));
    expect(refusedWith({ brandColour: '#ffffff', logoFile: 'brand/none.png', textsFile })).toEqual([
      expect.stringContaining('brandColour: '),
      expect.stringContaining('logoFile: '),
      expect.stringContaining('en: a: '),
      expect.stringContaining('de: login.title: '),
    ]);
  });
});

test.each(['help@example.com', 'https://example.com/help', 'https://help.example.com'])(
  '%s is a contact',
  (contact) => {
    expect(checkSettings(dev, { supportContact: contact }).supportContact).toBe(contact);
  },
);

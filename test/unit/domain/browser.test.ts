import fc from 'fast-check';
import { browserOf } from '../../../functions/domain/browser.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('the browser that a User-Agent header names', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Windows'],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0', 'Firefox on Android'],
    [`${IPHONE} FxiOS/143.0 Mobile/15E148 Safari/605.1.15`, 'Firefox on iOS'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`, 'Chrome on Windows'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`, 'Chrome on ChromeOS'],
    [`${IPHONE} CriOS/141.0.7390.96 Mobile/15E148 Safari/604.1`, 'Chrome on iOS'],
    [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`, 'Edge on Windows'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/141.0 Mobile Safari/537.36 EdgA/141.0`, 'Edge on Android'],
    [`${IPHONE} Version/18.0 EdgiOS/141.0.3537.85 Mobile/15E148 Safari/604.1`, 'Edge on iOS'],
    [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0`, 'Opera on Windows'],
    [
      `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet on Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    [`${IPHONE} Version/18.6 Mobile/15E148 Safari/604.1`, 'Safari on iOS'],
  ])('%s', (userAgent, named) => {
    const browser = browserOf(userAgent);
    expect(`${browser?.family} on ${browser?.system}`).toBe(named);
  });

  test.each([
    undefined,
    '',
    'curl/8.14.1',
    'Firefox/143.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
    'Mozilla/5.0 (compatible; Googlebot/2.1)',
    `${' '.repeat(512)}(Windows NT 10.0) Firefox/143.0`,
  ])('is not known from %j', (userAgent) => {
    expect(browserOf(userAgent)).toBeUndefined();
  });
});

describe('the header adds nothing to the words of the table', () => {
  const WORDS = /^(Edge|Opera|Samsung Internet|Firefox|Chrome|Safari) (Windows|Android|iOS|ChromeOS|macOS|Linux)$/;

  test.each(['<script>', '"><a href="https://evil.example">', '\r\nBcc: me@evil.example', '\u202e', '${x}'])(
    'with %j in it',
    (hostile) => {
      const browser = browserOf(`${hostile} (Windows NT ${hostile}) Firefox/${hostile}`);
      expect(browser).toEqual({ family: 'Firefox', system: 'Windows' });
    },
  );

  test('for any header', () => {
    const token = fc.constantFrom('Windows NT', 'Android', 'Linux', ' Firefox/', ' Chrome/', 'Version/1 ', ' Safari/');
    fc.assert(
      fc.property(fc.array(fc.oneof(token, fc.string({ unit: 'binary' }))), (parts) => {
        const browser = browserOf(parts.join(''));
        if (browser === undefined) return;
        expect(Object.keys(browser)).toEqual(['family', 'system']);
        expect(`${browser.family} ${browser.system}`).toMatch(WORDS);
      }),
    );
  });
});

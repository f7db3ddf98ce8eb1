import { readLinkedRequest, readReportToken } from '../../../web/link-fragments.ts';
import { readOtp } from '../../../web/otp-input.ts';
import { parseSettings } from '../../../web/settings.ts';

describe('a code', () => {
  test.each([
    '12345678',
    ' 1234 5678\n',
    '1234-5678',
    '1234\u00a05678',
    '12–34–56–78',
    '１２３４５６７８',
    '\u200b12345678',
    '١٢٣٤٥٦٧٨',
    '۱۲۳۴۵۶۷۸',
    '१२३४ ५६७८',
    'Code: 12345678',
    'Ihr Code lautet 1234 5678.',
    '验证码：12345678',
    '\u206812345678\u2069',
  ])('is read from %j', (input) => {
    expect(readOtp(input, 8)).toBe('12345678');
  });

  test.each([
    '',
    '1234567',
    '123456789',
    '1234567a',
    '12345678 K7',
    '1234.5678',
    'Code K7: 12345678',
    '12345678 12345678',
  ])('is not read from %j', (input) => {
    expect(readOtp(input, 8)).toBeUndefined();
  });

  test('has as many digits as the stage says', () => {
    expect(readOtp('123 456', 6)).toBe('123456');
    expect(readOtp('123 456', 8)).toBeUndefined();
  });
});

describe('the link that an administrator passes on', () => {
  const request = {
    resetId: 'a-_9'.repeat(10).concat('abc'),
    reference: 'K7QM-2XPD',
    expiresAt: '2030-01-01T00:10:00.000Z',
    resendAvailableAt: '2030-01-01T00:01:00.000Z',
  };

  test('carries the request behind its #', () => {
    expect(readLinkedRequest(`#${new URLSearchParams(request)}`)).toEqual(request);
  });

  test.each(Object.keys(request))('is rejected without %s', (name) => {
    expect(readLinkedRequest(`#${new URLSearchParams({ ...request, [name]: '' })}`)).toBeUndefined();
  });

  test.each([
    ['resetId', 'short'],
    ['reference', '<b>K7QM</b>'],
    ['expiresAt', 'tomorrow'],
    ['resendAvailableAt', '0'],
  ])('is rejected with the %s %j', (name, value) => {
    expect(readLinkedRequest(`#${new URLSearchParams({ ...request, [name]: value })}`)).toBeUndefined();
  });
});

describe('the token of a mail’s link', () => {
  const token = `${'a-_9'.repeat(10)}abc.${'B'.repeat(43)}`;

  test('is the whole fragment', () => {
    expect(readReportToken(`#${token}`)).toBe(token);
  });

  test.each(['', '#', `#${token.slice(0, -1)}`, `#${token}x`, `#${token}\n`, '#<script>', `#${token}&a=b`])(
    'is not read from %j',
    (fragment) => {
      expect(readReportToken(fragment)).toBeUndefined();
    },
  );
});

describe('config.json', () => {
  const file = {
    apiUrl: 'https://api.example.com/v1/',
    captchaProvider: 'recaptcha-v2',
    captchaSiteKey: 'key',
    captchaScriptUrl: 'https://www.google.com/recaptcha/api.js',
    productName: 'Example',
    passwordMinLength: 15,
    otpDigits: 8,
    codesPerHour: 3,
    codesPerDay: 10,
  };

  test('is read without the slash at the end of the API', () => {
    expect(parseSettings({ ...file, more: 1 })).toEqual({
      ...file,
      apiUrl: 'https://api.example.com/v1',
      captchaMode: 'box',
      returnUrls: [],
      brand: {},
    });
  });

  test.each(Object.keys(file))('without %s is refused with its name', (name) => {
    expect(() => parseSettings({ ...file, [name]: undefined })).toThrow(name);
  });

  test('may name a mode of the captcha that its provider has', () => {
    expect(parseSettings({ ...file, captchaMode: 'invisible' }).captchaMode).toBe('invisible');
    expect(parseSettings({ ...file, captchaProvider: 'recaptcha-v3' }).captchaMode).toBe('invisible');
    for (const wrong of ['box', 'none', 7]) {
      const settings = { ...file, captchaProvider: 'recaptcha-v3', captchaMode: wrong };
      expect(() => parseSettings(settings)).toThrow('captchaMode is not a mode of recaptcha-v3');
    }
  });

  test('may name a login page of the deployment', () => {
    const loginUrl = 'https://www.example.com/login';
    expect(parseSettings({ ...file, loginUrl })).toMatchObject({ loginUrl });
    expect(() => parseSettings({ ...file, loginUrl: '' })).toThrow('loginUrl');
  });

  test('may have a brand', () => {
    const brand = { logo: '/logo.png', texts: { en: { 'login.title': 'Welcome' } } };
    expect(parseSettings({ ...file, brand }).brand).toEqual(brand);
    for (const wrong of [null, 'x', []]) expect(() => parseSettings({ ...file, brand: wrong })).toThrow('brand');
  });

  test.each([null, 'x', 7, []])('%j is refused', (other) => {
    expect(() => parseSettings(other)).toThrow('config.json');
  });
});

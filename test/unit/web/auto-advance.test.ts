import { type CodeForm, isTooLong, nextMove } from '../../../web/otp-input.ts';

const complete: CodeForm = {
  code: '12345678',
  sent: undefined,
  typedToEnd: true,
  captchaPassed: true,
  provider: 'recaptcha-v2',
};

describe('after the last digit', () => {
  test('the code is sent where the human check is passed', () => {
    expect(nextMove(complete, 'digit')).toBe('submit');
  });

  test.each(['recaptcha-v2', 'turnstile'] as const)('the person is led to the box of %s', (provider) => {
    expect(nextMove({ ...complete, provider, captchaPassed: false }, 'digit')).toBe('to-captcha');
  });

  test.each(['recaptcha-v3', 'recaptcha-enterprise'] as const)('nobody is led to %s, which has no box', (provider) => {
    expect(nextMove({ ...complete, provider, captchaPassed: false }, 'digit')).toBe('wait');
  });
});

describe('once the human check is passed', () => {
  test('a complete code is sent, also one that was mended in the middle', () => {
    expect(nextMove(complete, 'captcha')).toBe('submit');
    expect(nextMove({ ...complete, typedToEnd: false }, 'captcha')).toBe('submit');
  });

  test.each(['recaptcha-v3', 'recaptcha-enterprise', 'turnstile'] as const)(
    'by %s without an act of the person, a code that is being mended is not sent',
    (provider) => {
      expect(nextMove({ ...complete, provider, typedToEnd: false }, 'captcha')).toBe('wait');
      expect(nextMove({ ...complete, provider }, 'captcha')).toBe('submit');
    },
  );
});

describe.each(['digit', 'captcha'] as const)('after a %s nothing happens by itself', (cause) => {
  test('with a code that is not complete', () => {
    expect(nextMove({ ...complete, code: undefined }, cause)).toBe('wait');
    expect(nextMove({ ...complete, code: undefined, captchaPassed: false }, cause)).toBe('wait');
  });

  test('with the code that was sent already', () => {
    expect(nextMove({ ...complete, sent: complete.code }, cause)).toBe('wait');
    expect(nextMove({ ...complete, sent: '87654321' }, cause)).toBe('submit');
  });
});

test('a digit mended in the middle sends nothing', () => {
  expect(nextMove({ ...complete, typedToEnd: false }, 'digit')).toBe('wait');
  expect(nextMove({ ...complete, typedToEnd: false, captchaPassed: false }, 'digit')).toBe('wait');
});

describe('more than a code can be', () => {
  test.each(['123456789', '1234 5678 9', '12345678 12345678', '１２３４５６７８９'])('is %j', (input) => {
    expect(isTooLong(input, 8)).toBe(true);
  });

  test.each(['', '1234', '1234 5678', ' 1 2 3 4 - 5 6 7 8 \n', '１２３４５６７８'])('is not %j', (input) => {
    expect(isTooLong(input, 8)).toBe(false);
  });
});

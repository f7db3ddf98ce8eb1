import { type CodeForm, isTooLong, nextMove } from '../../../web/otp-input.ts';

const complete: CodeForm = {
  code: '12345678',
  sent: undefined,
  typedToEnd: true,
  captchaPassed: true,
  manner: 'tick',
};

describe('after the last digit', () => {
  test('the code is submitted if the captcha is passed', () => {
    expect(nextMove(complete, 'digit')).toBe('submit');
  });

  test.each(['tick', 'watch'] as const)('the focus moves to a box to %s', (manner) => {
    expect(nextMove({ ...complete, manner, captchaPassed: false }, 'digit')).toBe('to-captcha');
  });

  test.each(['nothing', 'maybe'] as const)(
    'the code is submitted where the captcha asks %s of the user, and the call waits for it',
    (manner) => {
      expect(nextMove({ ...complete, manner, captchaPassed: false }, 'digit')).toBe('submit');
    },
  );
});

describe('once the captcha is passed', () => {
  test('a complete code is submitted, even after a correction in the middle', () => {
    expect(nextMove(complete, 'captcha')).toBe('submit');
    expect(nextMove({ ...complete, typedToEnd: false }, 'captcha')).toBe('submit');
  });

  test.each(['nothing', 'maybe', 'watch'] as const)(
    'without an act of the user (%s), a code under correction is not submitted',
    (manner) => {
      expect(nextMove({ ...complete, manner, typedToEnd: false }, 'captcha')).toBe('wait');
      expect(nextMove({ ...complete, manner }, 'captcha')).toBe('submit');
    },
  );
});

describe.each(['digit', 'captcha'] as const)('after a %s nothing happens automatically', (cause) => {
  test('with an incomplete code', () => {
    expect(nextMove({ ...complete, code: undefined }, cause)).toBe('wait');
    expect(nextMove({ ...complete, code: undefined, captchaPassed: false }, cause)).toBe('wait');
  });

  test('with a code that was already submitted', () => {
    expect(nextMove({ ...complete, sent: complete.code }, cause)).toBe('wait');
    expect(nextMove({ ...complete, sent: '87654321' }, cause)).toBe('submit');
  });
});

test('a corrected digit in the middle submits nothing', () => {
  expect(nextMove({ ...complete, typedToEnd: false }, 'digit')).toBe('wait');
  expect(nextMove({ ...complete, typedToEnd: false, captchaPassed: false }, 'digit')).toBe('wait');
});

describe('an input longer than a code', () => {
  test.each(['123456789', '1234 5678 9', '12345678 12345678', '１２３４５６７８９'])('is %j', (input) => {
    expect(isTooLong(input, 8)).toBe(true);
  });

  test.each(['', '1234', '1234 5678', ' 1 2 3 4 - 5 6 7 8 \n', '１２３４５６７８'])('is not %j', (input) => {
    expect(isTooLong(input, 8)).toBe(false);
  });
});

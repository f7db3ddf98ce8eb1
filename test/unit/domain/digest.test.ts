import { digest, hmac, keyedDigest, type Pepper, sameDigest } from '../../../functions/domain/digest.ts';

const pepper: Pepper = { version: 'v1', key: Buffer.alloc(32, 1) };
const otherPepper: Pepper = { version: 'v2', key: Buffer.alloc(32, 2) };

test('a digest is SHA-256 as base64url', () => {
  // FIPS 180-2, B.1
  const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(digest('abc')).toBe(Buffer.from(known, 'hex').toString('base64url'));
});

describe('a keyed digest', () => {
  test('is the same for the same key, purpose and parts', () => {
    expect(keyedDigest(pepper, 'subject', 'alice')).toBe(keyedDigest({ ...pepper, version: 'v9' }, 'subject', 'alice'));
    expect(hmac(pepper, 'subject', 'alice')).toHaveLength(32);
  });

  test.each([
    ['key', keyedDigest(otherPepper, 'subject', 'alice')],
    ['purpose', keyedDigest(pepper, 'source', 'alice')],
    ['part', keyedDigest(pepper, 'subject', 'Alice')],
    ['number of parts', keyedDigest(pepper, 'subject', 'alice', '')],
  ])('differs for another %s', (_what, other) => {
    expect(other).not.toBe(keyedDigest(pepper, 'subject', 'alice'));
  });

  test.each([
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [
      ['ab', ''],
      ['', 'ab'],
    ],
    [['a', '1:b'], ['a1:b']],
    [['a1:b'], ['a', 'b']],
    [['é'], ['e\u0301']],
  ])('tells %j from %j', (left, right) => {
    expect(keyedDigest(pepper, 'subject', ...left)).not.toBe(keyedDigest(pepper, 'subject', ...right));
  });

  test('tells a part from the purpose', () => {
    expect(keyedDigest(pepper, 'otp', 'key')).not.toBe(keyedDigest(pepper, 'otp3:key'));
  });
});

describe('the comparison of digests', () => {
  test.each([
    ['equal ones', 'abc', 'abc', true],
    ['different ones', 'abc', 'abd', false],
    ['another case', 'abc', 'abC', false],
    ['a prefix', 'abc', 'ab', false],
    ['an extension', 'abc', 'abcd', false],
    ['nothing', 'abc', '', false],
    ['the same number of letters but more bytes', 'abc', 'äbc', false],
  ])('%s', (_case, left, right, same) => {
    expect(sameDigest(left, right)).toBe(same);
  });
});

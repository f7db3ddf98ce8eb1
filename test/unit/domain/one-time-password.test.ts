import { createHmac } from 'node:crypto';
import type { Pepper } from '../../../functions/domain/digest.ts';
import { deriveOtp, type Issue, otpDigest, otpMatches } from '../../../functions/domain/one-time-password.ts';
import { Secret } from '../../../functions/domain/secret.ts';

const pepper: Pepper = { version: 'v1', key: Buffer.alloc(32, 1) };
const otherPepper: Pepper = { version: 'v2', key: Buffer.alloc(32, 2) };
const issue: Issue = { key: 'RESET#abc', issue: 1 };
const otp = deriveOtp(pepper, issue, 8);

/** HMAC of parts that each have their length before them, by node:crypto alone. */
function macOf(...parts: readonly string[]): Buffer {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return createHmac('sha256', pepper.key).update(text).digest();
}

/** Pearson's chi-square statistic against equal shares. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('a code', () => {
  test('is the same for the same issue, so that a repeated mail carries the same code', () => {
    expect(deriveOtp(pepper, { ...issue }, 8).reveal()).toBe(otp.reveal());
  });

  test('is derived in the same way by every release: codes in mailboxes outlive an update', () => {
    const number = BigInt(`0x${macOf('otp', issue.key, '1').toString('hex')}`);
    expect(deriveOtp(pepper, issue, 8).reveal()).toBe(String(number % 100_000_000n).padStart(8, '0'));
    const stored = macOf('otp-digest', issue.key, '1', otp.reveal()).toString('base64url');
    expect(otpDigest(pepper, issue, otp)).toBe(stored);
  });

  test.each([
    ['issue', deriveOtp(pepper, { ...issue, issue: 2 }, 8)],
    ['request', deriveOtp(pepper, { ...issue, key: 'RESET#abd' }, 8)],
    ['pepper', deriveOtp(otherPepper, issue, 8)],
  ])('differs for another %s', (_what, other) => {
    expect(other.reveal()).not.toBe(otp.reveal());
  });

  test.each([6, 8, 10, 12])('has %i digits', (digits) => {
    for (let number = 0; number < 500; number += 1) {
      const code = deriveOtp(pepper, { key: 'RESET#digits', issue: number }, digits).reveal();
      expect(code).toMatch(/^[0-9]+$/);
      expect(code).toHaveLength(digits);
    }
  });

  describe('in a large sample', () => {
    const SAMPLE = 200_000;
    const firstThree = Array<number>(1000).fill(0);
    const byPosition = Array.from({ length: 6 }, () => Array<number>(10).fill(0));
    const seen = new Set<string>();

    beforeAll(() => {
      for (let number = 0; number < SAMPLE; number += 1) {
        const code = deriveOtp(pepper, { key: `RESET#${number >> 2}`, issue: number & 3 }, 6).reveal();
        seen.add(code);
        const start = Number(code.slice(0, 3));
        firstThree[start] = (firstThree[start] ?? 0) + 1;
        byPosition.forEach((counts, position) => {
          const digit = Number(code[position]);
          counts[digit] = (counts[digit] ?? 0) + 1;
        });
      }
    });

    // Quantile 0.9999 of chi-square with 999 and with 9 degrees of freedom; the keys are fixed, so the result is too.
    test('starts with each three digits equally often, leading zeros among them', () => {
      expect(chiSquare(firstThree)).toBeLessThan(1174);
    });

    test('has each digit equally often at each position', () => {
      for (const counts of byPosition) expect(chiSquare(counts)).toBeLessThan(33.7);
    });

    test('repeats as often as chance predicts', () => {
      // 10^6 × (1 − e^(−0.2)) = 181,269 different codes are expected, with a standard deviation of about 120.
      expect(Math.abs(seen.size - 181_269)).toBeLessThan(600);
    });
  });
});

describe('a typed code', () => {
  const stored = otpDigest(pepper, issue, otp);

  test('matches the digest of its issue', () => {
    expect(otpMatches(pepper, issue, new Secret(otp.reveal()), stored)).toBe(true);
  });

  test.each([
    ['another code', otpMatches(pepper, issue, new Secret('00000000'), stored)],
    ['the code cut short', otpMatches(pepper, issue, new Secret(otp.reveal().slice(0, 7)), stored)],
    ['the code of another issue', otpMatches(pepper, { ...issue, issue: 2 }, otp, stored)],
    ['the code of another request', otpMatches(pepper, { ...issue, key: 'RESET#abd' }, otp, stored)],
    ['another pepper', otpMatches(otherPepper, issue, otp, stored)],
  ])('is refused: %s', (_what, matches) => {
    expect(matches).toBe(false);
  });

  test('never matches a decoy, not even with the code of its issue', () => {
    expect(otpMatches(pepper, issue, otp, undefined)).toBe(false);
    for (let guess = 0; guess < 1000; guess += 1) {
      const typed = new Secret<'otp'>(String(guess).padStart(6, '0'));
      expect(otpMatches(pepper, issue, typed, undefined)).toBe(false);
    }
  });

  test('does not show in the digest', () => {
    expect(stored).not.toContain(otp.reveal());
    expect(stored).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

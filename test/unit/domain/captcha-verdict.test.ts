import { refusalOf, type Verdict, type VerdictRules } from '../../../functions/domain/captcha-verdict.ts';

const now = new Date('2026-11-23T10:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

const rules: VerdictRules = {
  hostnames: ['login.example.com', 'testkey.google.com'],
  action: 'verify_otp',
  actionBound: true,
  scored: true,
  minimumScore: 0.5,
  timed: true,
  tokenLifetime: 120,
};
const good: Verdict = {
  valid: true,
  errors: [],
  hostname: 'login.example.com',
  action: 'verify_otp',
  score: 0.5,
  solvedAt: ago(1),
};

describe('a verdict', () => {
  test('that meets every rule is accepted', () => {
    expect(refusalOf(good, rules, now)).toBeUndefined();
  });

  test.each<[string, Partial<Verdict>, string]>([
    ['is negative', { valid: false, errors: ['timeout-or-duplicate'] }, 'timeout-or-duplicate'],
    [
      'is negative for two reasons',
      { valid: false, errors: ['bad-request', 'browser-error'] },
      'bad-request browser-error',
    ],
    ['is negative without a reason', { valid: false }, 'no-success'],
    ['names another host', { hostname: 'login.example.com.evil.example' }, 'other-hostname'],
    ['names no host', { hostname: undefined }, 'other-hostname'],
    [
      'names the host of the test keys, even where that is in the list',
      { hostname: 'testkey.google.com' },
      'public-test-key',
    ],
    ['names another action', { action: 'log_in' }, 'other-action'],
    ['names an action in another case', { action: 'VERIFY_OTP' }, 'other-action'],
    ['names no action', { action: undefined }, 'other-action'],
    ['has a low score', { score: 0.49 }, 'low-score'],
    ['has no score', { score: undefined }, 'low-score'],
    ['has a score that is not a number', { score: Number.NaN }, 'low-score'],
    ['has no time', { solvedAt: undefined }, 'no-time'],
    ['is too old', { solvedAt: ago(151) }, 'expired'],
    ['is from the future', { solvedAt: ago(-31) }, 'expired'],
    ['has an invalid time', { solvedAt: new Date(Number.NaN) }, 'expired'],
  ])('that %s is refused', (_what, over, reason) => {
    expect(refusalOf({ ...good, ...over }, rules, now)).toBe(reason);
  });

  test.each([150, -30])('of %i seconds ago is within the tolerance of the clocks', (seconds) => {
    expect(refusalOf({ ...good, solvedAt: ago(seconds) }, rules, now)).toBeUndefined();
  });

  test.each([undefined, ago(3600)])('is accepted at any time where the provider gives none that counts', (solvedAt) => {
    expect(refusalOf({ ...good, solvedAt }, { ...rules, timed: false }, now)).toBeUndefined();
  });

  describe('of a checkbox, which has no action and no score', () => {
    const box = { ...rules, actionBound: false, scored: false };

    test('is accepted', () => {
      expect(refusalOf({ ...good, action: undefined, score: undefined }, box, now)).toBeUndefined();
    });

    test('is refused for another action or a low score where it has them', () => {
      expect(refusalOf({ ...good, action: 'log_in' }, box, now)).toBe('other-action');
      expect(refusalOf({ ...good, score: 0.1 }, box, now)).toBe('low-score');
    });
  });
});

import { readFileSync } from 'node:fs';
import { freshBudget, reserveIssue, settled } from '../../../functions/domain/account-budget.ts';
import { LOGIN_DELAY } from '../../../functions/domain/login-delay.ts';
import { settingsSchema } from '../../../lib/settings/schema.ts';
import { dev } from '../../../lib/settings/stages/dev.ts';

const text = readFileSync(new URL('../../../docs/reference/guess-budget.md', import.meta.url), 'utf8');
const settings = settingsSchema.parse(dev);
const limits = { ...settings, resendCooldown: settings.resendCooldownSeconds };

/** Cells of the table's row for a time span. */
const row = (span: string): string[] => {
  const line = text.split('\n').find((each) => each.startsWith(`| ${span} |`));
  if (line === undefined) throw new Error(`docs/reference/guess-budget.md has no row "${span}"`);
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
};

/**
 * Number of codes that the budget lets a caller guess at in a time (seconds), who asks every minute and makes every
 * guess.
 */
function codesGranted(seconds: number): number {
  let budget = freshBudget;
  let granted = 0;
  for (let now = 0; now < seconds; now += 60) {
    const reservation = reserveIssue(budget, { id: `RESET#${now}#1` }, 1_800_000_000 + now, limits);
    budget = settled(reservation.budget, `RESET#${now}`, settings.attemptsPerCode, settings);
    granted += reservation.kind === 'granted' && !reservation.linkOnly ? 1 : 0;
  }
  return granted;
}

describe('the table of logins', () => {
  const DAY = 86_400;
  const REGAINED_A_DAY = DAY / LOGIN_DELAY.regained;
  const AFTER_THAT = DAY / LOGIN_DELAY.delayInARow;
  /** Failures that can be outstanding: beyond them the delay is longer than the time in which one comes back. */
  const outstanding =
    LOGIN_DELAY.freeFailures + Math.ceil(Math.log2(LOGIN_DELAY.regained / LOGIN_DELAY.firstDelay)) + 1;

  test.each([
    ['at once', LOGIN_DELAY.freeFailures],
    ['any hour', outstanding + REGAINED_A_DAY / 24],
    ['any 24 hours', outstanding + REGAINED_A_DAY],
    ['30 days without a right login', LOGIN_DELAY.inARow + 30 * AFTER_THAT],
    ['a year without a right login', LOGIN_DELAY.inARow + 365 * AFTER_THAT],
  ])('has for %s the number that follows from the rules', (span, number) => {
    expect(row(span)).toEqual([number.toLocaleString('en')]);
  });

  test('has the free failures and the delays in the text', () => {
    expect(text).toContain('Ten failures are free.** One of them comes back every 20 minutes.');
    expect([LOGIN_DELAY.freeFailures, LOGIN_DELAY.regained, LOGIN_DELAY.firstDelay]).toEqual([10, 1200, 60]);
    expect([LOGIN_DELAY.inARow, LOGIN_DELAY.delayInARow, LOGIN_DELAY.kept]).toEqual([100, 6 * 3600, 30 * DAY]);
  });
});

describe('the table of guesses', () => {
  test.each([
    ['one code', 60],
    ['an hour', 3600],
    ['a day', 86_400],
    ["since the owner's last success", 30 * 86_400],
  ])('has for %s the numbers that follow from the settings and the budget', (span, seconds) => {
    const codes = codesGranted(seconds);
    const chances = [6, 8, 10].map((digits) => {
      const chance = -Math.expm1(codes * Math.log1p(-settings.attemptsPerCode / 10 ** digits));
      return chance.toExponential(1);
    });
    expect(row(span)).toEqual([String(codes), String(codes * settings.attemptsPerCode), ...chances]);
  });

  test.each(['otpDigits', 'attemptsPerCode', 'codesPerHour', 'codesPerDay', 'guessesSinceSuccess'] as const)(
    'names the default and the bounds of %s',
    (name) => {
      const [value = '', bounds = ''] = row(`\`${name}\``);
      expect(Number(value)).toBe(settings[name]);
      const [least = NaN, most = NaN] = bounds.split(' to ').map(Number);
      const accepted = (candidate: number) => settingsSchema.safeParse({ ...dev, [name]: candidate }).success;
      expect([least - 1, least, most, most + 1].map(accepted)).toEqual([false, true, true, false]);
    },
  );
});

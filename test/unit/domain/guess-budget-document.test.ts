import { readFileSync } from 'node:fs';
import { freshBudget, reserveIssue } from '../../../functions/domain/account-budget.ts';
import { settingsSchema } from '../../../lib/settings/schema.ts';
import { dev } from '../../../lib/settings/stages/dev.ts';

const text = readFileSync(new URL('../../../docs/reference/guess-budget.md', import.meta.url), 'utf8');
const settings = settingsSchema.parse(dev);

/** Cells of the table's row for a time span. */
const row = (span: string): string[] => {
  const line = text.split('\n').find((each) => each.startsWith(`| ${span} |`));
  if (line === undefined) throw new Error(`docs/reference/guess-budget.md has no row "${span}"`);
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
};

/** Number of codes that the budget grants in a time (seconds) to a caller who asks every minute. */
function codesGranted(seconds: number): number {
  let budget = freshBudget;
  let granted = 0;
  for (let now = 0; now < seconds; now += 60) {
    const reservation = reserveIssue(budget, `RESET#${now}#1`, 1_800_000_000 + now, settings);
    ({ budget } = reservation);
    granted += reservation.kind === 'granted' ? 1 : 0;
  }
  return granted;
}

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

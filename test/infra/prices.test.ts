import { readFileSync } from 'node:fs';
import type { Deployed } from '../../bench/cost/fixed.ts';
import { alarmsOf } from '../../bench/cost/fixed.ts';
import { alarmTable, CEILINGS, columns, priceOf, priceTable } from '../../bench/cost/profiles.ts';
import { settingsFromContext } from '../../lib/settings/stages/index.ts';
import { synthesized } from './synthesized.ts';

const deployed = (stage: string, overrides: Record<string, unknown> = {}): Deployed => ({
  settings: settingsFromContext((key) => (key === 'stage' ? stage : overrides[key])),
  template: synthesized(stage, overrides),
});
const all = columns(deployed);
const named = (name: string): Deployed => {
  const found = all.find((column) => column.name === name)?.stack;
  if (found === undefined) throw new Error(`there is no column ${name}`);
  return found;
};
const [essential, full] = [named('`essential`'), named('`full`')];

test('the profiles cost at most what they may', () => {
  expect(priceOf(essential)).toBeLessThanOrEqual(CEILINGS.essential);
  expect(priceOf(full)).toBeLessThanOrEqual(CEILINGS.full);
  expect(priceOf(named('stage dev'))).toBeLessThanOrEqual(CEILINGS.dev);
});

test('the document has the tables as they are now', () => {
  const document = readFileSync(new URL('../../docs/reference/profiles.md', import.meta.url), 'utf8');
  expect(document).toContain(priceTable(all));
  expect(document).toContain(alarmTable(all));
});

test('`essential` pages for everything that `full` pages for, but the archive, which it has not, and single steps', () => {
  const paging = (of: Deployed) =>
    alarmsOf(of)
      .filter(({ severity }) => severity === 'page')
      .map(({ name }) => name);
  const left = paging(full).filter((name) => !paging(essential).includes(name));
  expect(left.sort()).toEqual([
    'archive-late',
    'step-errors-complete-reset',
    'step-errors-log-in',
    'step-errors-start-reset',
    'step-errors-verify-otp',
  ]);
  expect(alarmsOf(essential).every(({ severity }) => severity === 'page')).toBe(true);
});

test('a setting beside the profile has the last word, and its price is in the sum', () => {
  const guarded = deployed('staging', { waf: 'true', dashboard: 'true' });
  expect(priceOf(guarded) - priceOf(essential)).toBeCloseTo(11 + 3, 9);
  expect(priceOf(deployed('staging', { profile: 'full', waf: 'false' })) - priceOf(full)).toBeCloseTo(-11, 9);
  expect(() => deployed('staging', { profile: 'cheap' })).toThrow('profile: ');
});

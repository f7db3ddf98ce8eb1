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

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The only number that a pattern finds in a document, without the line breaks of its text. */
function numberIn(path: string, pattern: RegExp): string {
  const found = [...read(path).replaceAll(/\s+/g, ' ').matchAll(pattern)].map(([, number]) => number);
  if (found.length !== 1) throw new Error(`${path}: ${pattern} is there ${found.length} times`);
  return String(found[0]);
}

test.each([
  ['README.md', /([\d.]+) USD with the profile `essential`/g, /and ([\d.]+) with `full`/g],
  ['docs/guides/construct.md', /`profile: 'essential'` costs ([\d.]+) USD/g, /the default `full` ([\d.]+) /g],
])('%s has the prices of the profiles', (path, ofEssential, ofFull) => {
  expect(numberIn(path, ofEssential)).toBe(priceOf(essential).toFixed(2));
  expect(numberIn(path, ofFull)).toBe(priceOf(full).toFixed(2));
});

test('documents have the price of a reset that the benchmarks have', () => {
  const measured = Number(numberIn('docs/reference/benchmarks.md', /\| \*\*all\*\* \| \| \*\*\$([\d.]+)\*\* \|/g));
  expect(measured).toBeGreaterThan(0.2);
  expect(numberIn('README.md', /1,000 complete resets cost ([\d.]+) USD/g)).toBe(measured.toFixed(2));
  expect(numberIn('docs/reference/scale.md', /\$([\d.]+) for each 1,000 resets/g)).toBe(measured.toFixed(2));
  expect(numberIn('docs/reference/scale.md', /A month costs \$([\d.]+)/g)).toBe(
    priceOf(named('stage prod')).toFixed(2),
  );
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

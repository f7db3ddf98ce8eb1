import { readFileSync } from 'node:fs';
import { DESIGN_FLOOR, disagreements, LEVELS, levelAt } from '../../../bench/scale/simulation.ts';
import { fullAt, type Measured, stationsAt } from '../../../bench/scale/stations.ts';
import { levelTable, stationTable } from '../../../bench/scale/tables.ts';
import { settingsOfStage } from '../../../lib/settings/stages/index.ts';

const fileText = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const text = fileText('docs/reference/scale.md');
const measured = JSON.parse(fileText('bench/scale/measured.json')) as Measured;
const settings = settingsOfStage('prod');
const levels = LEVELS.map((perMinute) => levelAt(perMinute, measured, settings));
const stations = stationsAt(1, measured, settings);

test.each([
  ['stations', stationTable(stations)],
  ['levels', levelTable(levels)],
])('docs/reference/scale.md has the table of %s as `npm run bench:scale` prints it', (_name, table) => {
  expect(text).toContain(table);
});

test('simulation and arithmetic find the same stations full', () => {
  expect(levels.flatMap(disagreements)).toEqual([]);
});

test('no limit of the design is reached before the floor', () => {
  const narrow = stations.filter(({ raisedBy }) => raisedBy === 'design');
  expect(narrow.length).toBeGreaterThan(0);
  for (const station of narrow) expect(fullAt(station)).toBeGreaterThan(DESIGN_FLOOR);
});

test('the order of raising follows the stations', () => {
  const [, section = ''] = text.split('Raise these limits in time:');
  const rates = [...(section.split('## ', 1)[0]?.matchAll(/^\| ([\d,]+) \|/gm) ?? [])].map(([, rate = '']) =>
    Number(rate.replaceAll(',', '')),
  );
  expect(rates).toEqual(rates.toSorted((one, other) => one - other));
  // Each is raised before its station is full.
  const full = (part: string) => fullAt(stations.find(({ name }) => name.includes(part)) ?? stationOf(part));
  const parts = ["service's day", 'in a second', 'mail consumer', 'starts', 'partitions', 'executions'];
  expect(rates).toHaveLength(parts.length);
  for (const [index, part] of parts.entries()) expect(rates[index]).toBeLessThan(full(part));
});

function stationOf(part: string): never {
  throw new Error(`there is no station ${part}`);
}

import { readdirSync } from 'node:fs';
import { DistinctValues } from '../../../../cli/audit/insights/distinct.ts';
import { logEvent } from '../../../../cli/audit/insights/log-event.ts';
import { RunningQuery } from '../../../../cli/audit/insights/run-query.ts';
import { Spill } from '../../../../cli/audit/spill.ts';
import { temporaryFolder } from '../../local/emulators/temporary-folder.ts';

// Other processes have files of the same kind in the usual folder.
const folder = temporaryFolder();
const { TMPDIR } = process.env;
beforeAll(() => {
  process.env['TMPDIR'] = folder;
});
afterAll(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
});

/** More than fit into memory: groups, distinct values of a group, and rows of a bucket. */
const EVENTS = 12_000;
const GROUPS = 3000;

test('groups and distinct values that find no room in memory are counted exactly, and their files deleted', () => {
  const query = new RunningQuery(
    'stats count(*) as lines, count_distinct(id) as ids, min(n) as least, sortsLast(id) as last by who | sort who asc | limit 10000',
    { now: new Date() },
  );
  for (let n = 0; n < EVENTS; n++) {
    const event = { who: `user-${n % GROUPS}`, id: `id-${n % (EVENTS / 2)}`, n };
    query.add(logEvent(new Date(n), JSON.stringify(event)));
  }
  const rows = query.finish();
  expect(rows).toHaveLength(GROUPS);
  const byWho = new Map(rows.map((row) => [row['who'], row]));
  for (const n of [0, 17, 1500, GROUPS - 1])
    expect(byWho.get(`user-${n}`)).toEqual({
      who: `user-${n}`,
      lines: '4',
      ids: '2',
      least: String(n),
      last: [`id-${n}`, `id-${n + GROUPS}`].toSorted((a, b) => (a < b ? 1 : -1))[0],
    });
  expect(readdirSync(folder)).toEqual([]);
});

test('one group has as many distinct values as there are, also when each comes twice', () => {
  const values = new DistinctValues();
  for (let n = 0; n < 2 * EVENTS; n++) values.add(n % 3 === 0 ? 'a' : 'b', `value ${n % EVENTS}`);
  expect([values.count('a'), values.count('b')]).toEqual([EVENTS / 3, (2 * EVENTS) / 3]);
  values.end();
});

test('a bucket that is too large to be read comes in parts, with all rows of a key in one', () => {
  const spill = new Spill<{ readonly key: string; readonly text: string }>(0, 64 * 1024);
  // 6 MB, so that each of 64 buckets has more than 64 KiB.
  const text = 'x'.repeat(1000);
  const keys = Array.from({ length: 6000 }, (_, n) => `key ${n % 3000}`);
  for (const key of keys) spill.add(key, { key, text });
  let rows = 0;
  let largest = 0;
  const seen = new Set<string>();
  for (const part of spill.buckets()) {
    const own = new Set(part.map(({ key }) => key));
    for (const key of own) expect(seen.has(key)).toBe(false);
    for (const key of own) seen.add(key);
    rows += part.length;
    largest = Math.max(largest, part.length);
  }
  spill.end();
  expect([rows, seen.size]).toEqual([6000, 3000]);
  // 64 KiB of rows of 1 KB.
  expect(largest).toBeLessThanOrEqual(64);
});

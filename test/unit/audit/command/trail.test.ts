import type { ResultRow } from '../../../../cli/audit/insights/run-query.ts';
import { changesWithoutCode, changesWithoutNotice } from '../../../../cli/audit/queries/changes.ts';
import { ask } from '../../../../cli/audit/trail.ts';

const period = { start: new Date('2026-11-01T00:00:00.000Z'), end: new Date('2026-12-01T00:00:00.000Z') };

/** A trail that finds the same whatever it is asked, and keeps for which period it was asked. */
function trailOf(...times: readonly string[]) {
  const asked: string[] = [];
  const rows: ResultRow[] = times.map((at) => ({ at }));
  const run = (_text: string, { start, end }: typeof period) => {
    asked.push(`${start.toISOString()} ${end.toISOString()}`);
    return Promise.resolve(rows);
  };
  return { name: 'a trail', run, asked };
}

test('looks at the hour before, where a code may have been verified, and leaves out what happened then', async () => {
  const trail = trailOf('2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z');
  const rows = await ask(trail, changesWithoutCode, period, { now: new Date('2027-01-01') });
  expect(trail.asked).toEqual(['2026-10-31T23:00:00.000Z 2026-12-01T00:00:00.000Z']);
  expect(rows.map(({ at }) => at)).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z']);
});

test('looks at the quarter of an hour after, where a notice may have followed, and leaves out what happened then', async () => {
  const trail = trailOf('2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z');
  const rows = await ask(trail, changesWithoutNotice, period, { now: new Date('2027-01-01') });
  expect(trail.asked).toEqual(['2026-11-01T00:00:00.000Z 2026-12-01T00:15:00.000Z']);
  expect(rows.map(({ at }) => at)).toEqual(['2026-11-30T23:59:59.999Z']);
});

test('does not ask for what is yet to come', async () => {
  const trail = trailOf();
  await ask(trail, changesWithoutNotice, period, { now: new Date('2026-12-01T00:05:00.000Z') });
  expect(trail.asked).toEqual(['2026-11-01T00:00:00.000Z 2026-12-01T00:05:00.000Z']);
});

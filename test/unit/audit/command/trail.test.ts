import type { ResultRow } from '../../../../cli/audit/insights/result.ts';
import { changesWithoutCode, changesWithoutNotice } from '../../../../cli/audit/queries/changes.ts';
import { volumes } from '../../../../cli/audit/queries/records.ts';
import { ask, type Asked } from '../../../../cli/audit/trail.ts';

const period = { start: new Date('2026-11-01T00:00:00.000Z'), end: new Date('2026-12-01T00:00:00.000Z') };

/** A trail that finds the same whatever it is asked, and keeps for which period it was asked. */
function trailOf(...times: readonly string[]) {
  const asked: string[] = [];
  const rows: ResultRow[] = times.map((at) => ({ at }));
  const texts: string[] = [];
  const run = (all: readonly Asked[]) => {
    for (const {
      text,
      period: { start, end },
    } of all) {
      texts.push(text);
      asked.push(`${start.toISOString()} ${end.toISOString()}`);
    }
    return Promise.resolve(all.map(() => rows));
  };
  return { run, asked, texts };
}

test('looks at the hour before, where a code may have been verified, and leaves out what happened then', async () => {
  const trail = trailOf('2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z');
  const rows = await ask(trail, changesWithoutCode, period, { now: new Date('2027-01-01') });
  expect(trail.asked).toEqual(['2026-10-31T23:00:00.000Z 2026-12-02T00:00:00.000Z']);
  expect(rows.map(({ at }) => at)).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z']);
});

test('looks at the quarter of an hour after, where a notice may have followed, and leaves out what happened then', async () => {
  const trail = trailOf('2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z');
  const rows = await ask(trail, changesWithoutNotice, period, { now: new Date('2027-01-01') });
  expect(trail.asked).toEqual(['2026-11-01T00:00:00.000Z 2026-12-02T00:15:00.000Z']);
  expect(rows.map(({ at }) => at)).toEqual(['2026-11-30T23:59:59.999Z']);
});

test('reads what was published up to a day later, and counts only events of the period', async () => {
  const trail = trailOf();
  await ask(trail, volumes, period, { now: new Date('2027-01-01') });
  expect(trail.asked).toEqual(['2026-11-01T00:00:00.000Z 2026-12-02T00:00:00.000Z']);
  const [, filter = ''] = /\n(filter .*)\n\| filter ispresent/.exec(trail.texts[0] ?? '') ?? [];
  expect(filter).toContain(`>= ${period.start.getTime()} and`);
  expect(filter).toContain(`< ${period.end.getTime()}`);
});

test('does not ask for what is yet to come', async () => {
  const trail = trailOf();
  await ask(trail, changesWithoutNotice, period, { now: new Date('2026-12-01T00:05:00.000Z') });
  expect(trail.asked).toEqual(['2026-11-01T00:00:00.000Z 2026-12-01T00:05:00.000Z']);
});

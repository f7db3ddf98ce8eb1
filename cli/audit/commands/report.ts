import { writeFileSync } from 'node:fs';
import type { ResultRow } from '../insights/run-query.ts';
import { reportQueries, type Verification } from '../report/month.ts';
import { monthlyReport } from '../report/monthly-report.ts';
import { errorText } from '../../ops/error-text.ts';
import { UsageError } from '../../ops/outcome.ts';
import type { Command, Context } from '../command.ts';
import { ask, everyEvent, type Trail } from '../trail.ts';
import { verdictOf } from '../verification/verdict.ts';
import { verifyInput } from '../verification/verify-input.ts';
import { monthOf, type Period } from '../period.ts';

export const report: Command = {
  usage: '--month YYYY-MM [--out FILE] [--without-verification]',
  summary: 'writes the report of a month as one HTML file to read or print',
  details: `  --month YYYY-MM           month in UTC
  --out FILE                file to write; default: standard output
  --without-verification    do not read all events to check their MACs

The check of the MACs needs the right to read their key. Without it the report says that the check was not
done.`,
  options: { month: { type: 'string' }, out: { type: 'string' }, 'without-verification': { type: 'boolean' } },
  positionals: [0, 0],
  async run(context, given) {
    const { place, now, progress } = context;
    const month = given.option('month');
    if (month === undefined) throw new UsageError('--month', 'is missing; give a month such as 2026-11');
    const period = monthOf(month, now);
    const trail = place.trail();
    const answers = new Map<string, readonly ResultRow[]>();
    for (const query of reportQueries) {
      progress(`${query.name} …`);
      answers.set(query.name, await ask(trail, query, period, { now }));
    }
    const verification: Verification = given.flag('without-verification')
      ? { kind: 'not-checked', why: '--without-verification was set' }
      : await verified(context, trail, period);
    const { start, end } = period;
    const text = monthlyReport({ month, trail: trail.name, start, end, madeAt: now, answers, verification });
    const out = given.option('out');
    if (out === undefined) return { text, found: false };
    write(out, text);
    return { text: `Wrote ${out}.`, found: false };
  },
};

/** Milliseconds after a month in which the checkpoint of its last hour is written. */
const LAST_CHECKPOINT = 3 * 3_600_000;

async function verified(
  { place, now, progress }: Context,
  trail: Trail,
  { start, end }: Period,
): Promise<Verification> {
  progress('verification …');
  const until = new Date(Math.min(now.getTime(), end.getTime() + LAST_CHECKPOINT));
  try {
    const report = await verifyInput(
      {
        eventsOnly: true,
        from: start.toISOString(),
        until: until.toISOString(),
        async *lines() {
          for (const [index, row] of (await everyEvent(trail, { start, end: until })).entries())
            yield { text: row['@message'] ?? '', place: `row ${index + 1}` };
        },
      },
      { keyOf: (version) => place.macKey(version), whole: false },
    );
    return { kind: 'checked', events: report.events, duplicates: report.duplicates, ...verdictOf(report) };
  } catch (error) {
    return {
      kind: 'not-checked',
      why: error instanceof UsageError ? error.message : errorText(error, 'docs/guides/audit-guide.md'),
    };
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    throw new UsageError('--out', 'cannot be written');
  }
}

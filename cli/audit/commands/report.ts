import { writeFileSync } from 'node:fs';
import { numericColumnsOf } from '../insights/result.ts';
import { parseQuery } from '../insights/parse-query.ts';
import { judge } from '../report/judgement.ts';
import { type MonthlyFigures, nothingRead, reportQueries, type Verification } from '../report/month.ts';
import { monthlyReport } from '../report/monthly-report.ts';
import { requirements } from '../report/requirements.ts';
import { errorText } from '../../ops/error-text.ts';
import { UsageError } from '../../ops/outcome.ts';
import type { Command, Context } from '../command.ts';
import { withNumbers } from '../formats.ts';
import { askAll, type Trail } from '../trail.ts';
import { verdictOf } from '../verification/verdict.ts';
import { verifyInput } from '../verification/verify-input.ts';
import { monthOf, type Period } from '../period.ts';
import { documentAt } from '../../../lib/instructions.ts';

export const report: Command = {
  usage: '--month YYYY-MM [--out FILE] [--format html|json] [--without-verification]',
  summary: 'writes the report of a month as one HTML file to read or print',
  details: `  --month YYYY-MM           month in UTC
  --out FILE                file to write; default: standard output
  --format FORMAT           html (default), or json with the same numbers and results
  --without-verification    do not read all events to check their MACs

The check of the MACs needs the right to read their key. Without it the report says that the check was not
done. The exit code is 1 if nothing was read, or a part of the trail could not be read; the report then says so.`,
  options: {
    month: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
    'without-verification': { type: 'boolean' },
  },
  positionals: [0, 0],
  async run(context, given) {
    const { place, now, progress } = context;
    const month = given.option('month');
    if (month === undefined) throw new UsageError('--month', 'is missing; give a month such as 2026-11');
    const format = given.option('format') ?? 'html';
    if (format !== 'html' && format !== 'json') throw new UsageError('--format', 'must be html or json');
    const period = monthOf(month, now);
    const trail = place.trail();
    progress(`${reportQueries.length} queries …`);
    const answers = await askAll(trail, reportQueries, period, { now });
    const { broken } = trail.reading;
    const verification: Verification = given.flag('without-verification')
      ? { kind: 'not-checked', why: '--without-verification was set' }
      : await verified(context, trail, period);
    const { start, end } = period;
    const figures = { month, trail: trail.name, start, end, madeAt: now, answers, verification, broken };
    const text = format === 'json' ? asJson(figures) : monthlyReport(figures);
    const found = nothingRead(figures) || broken > 0;
    const out = given.option('out');
    if (out === undefined) return { text, found };
    write(out, text);
    return { text: `Wrote ${out}.`, found };
  },
};

/** Same content as the HTML, for programs. */
function asJson(figures: MonthlyFigures): string {
  const { month, trail, start, end, madeAt, verification, broken } = figures;
  const queries = reportQueries.map((query) => {
    const numeric = numericColumnsOf(parseQuery(query.text).commands);
    const rows = (figures.answers.get(query.name) ?? []).map((row) => withNumbers(row, numeric));
    return { query: query.name, finds: query.finds, question: query.question, rows };
  });
  const judged = requirements.map((requirement) => ({
    standard: requirement.standard,
    item: requirement.item,
    ...judge(requirement, figures),
  }));
  const nothing = nothingRead(figures);
  return JSON.stringify(
    {
      month,
      trail,
      from: start,
      until: end,
      madeAt,
      nothingRead: nothing,
      broken,
      verification,
      queries,
      requirements: judged,
    },
    null,
    2,
  );
}

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
          let row = 0;
          for await (const { '@message': text = '' } of trail.events({ start, end: until }))
            yield { text, place: `row ${(row += 1)}` };
        },
      },
      { keyOf: (version) => place.macKey(version), whole: false },
    );
    return { kind: 'checked', events: report.events, duplicates: report.duplicates, ...verdictOf(report) };
  } catch (error) {
    return {
      kind: 'not-checked',
      why: error instanceof UsageError ? error.message : errorText(error, documentAt('guides/audit-guide.md')),
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

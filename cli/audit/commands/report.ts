import { writeFileSync } from 'node:fs';
import type { ResultRow } from '../insights/run-query.ts';
import { reportQueries, type Verification } from '../report/month.ts';
import { monthlyReport } from '../report/monthly-report.ts';
import { verifyTrail } from '../../../functions/domain/audit-chain.ts';
import { errorText } from '../../ops/error-text.ts';
import { UsageError } from '../../ops/outcome.ts';
import type { Command, Context } from '../command.ts';
import { ask, everyEvent, type Trail } from '../trail.ts';
import { exportedEvent } from '../exported-events.ts';
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

async function verified({ place, progress }: Context, trail: Trail, period: Period): Promise<Verification> {
  progress('verification …');
  const rows = await everyEvent(trail, period);
  const lines = rows.flatMap(({ '@message': message = '' }) => exportedEvent(message));
  try {
    return { kind: 'checked', ...verifyTrail(lines, await place.macKeys(), { partial: true }) };
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

import type { ResultRow } from './insights/run-query.ts';
import { type AuditQuery, filledIn, savedText } from './queries/query.ts';
import type { Period } from './period.ts';
import { MOST_ROWS } from './insights/parse-query.ts';
import { events } from './queries/records.ts';

export type ParameterValues = Parameters<typeof filledIn>[1];

/** Where audit events are kept. */
export interface Trail {
  /** For people: which stage or folder it is. */
  readonly name: string;
  /** Runs a text in the Logs Insights QL on the events of a period. The most rows are what its `limit` says. */
  run(text: string, period: Period): Promise<readonly ResultRow[]>;
}

/**
 * What a query finds in a period. Events before and after it are looked at as far as the query needs them, and what they
 * alone would find is left out.
 */
export async function ask(
  trail: Trail,
  query: AuditQuery,
  period: Period,
  { now, values = {} }: { readonly now: Date; readonly values?: ParameterValues },
): Promise<readonly ResultRow[]> {
  const { before, after } = query.margin;
  const start = new Date(period.start.getTime() - before * 1000);
  const end = new Date(Math.min(Math.max(now.getTime(), period.end.getTime()), period.end.getTime() + after * 1000));
  const rows = await trail.run(filledIn(query, values), { start, end });
  if (before === 0 && after === 0) return rows;
  return rows.filter(({ at = '' }) => at >= period.start.toISOString() && at < period.end.toISOString());
}

/** Milliseconds. Insights takes whole seconds. */
const SHORTEST = 1000;

/** Every line of a period, oldest first: where there are more than one answer holds, the period is halved. */
export async function everyEvent(trail: Trail, period: Period): Promise<readonly ResultRow[]> {
  const rows = await trail.run(savedText(events), period);
  if (rows.length < MOST_ROWS) return rows;
  const [start, end] = [period.start.getTime(), period.end.getTime()];
  const middle = new Date(Math.floor((start + end) / 2 / SHORTEST) * SHORTEST);
  if (end - start <= SHORTEST || middle <= period.start)
    throw new Error(`there are ${MOST_ROWS} events or more in one second; they cannot all be read`);
  const earlier = await everyEvent(trail, { start: period.start, end: middle });
  return [...earlier, ...(await everyEvent(trail, { start: middle, end: period.end }))];
}

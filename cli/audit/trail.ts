import type { ResultRow } from './insights/run-query.ts';
import { AT_MILLIS, type AuditQuery, filledIn, savedText } from './queries/query.ts';
import type { Period } from './period.ts';
import { MOST_ROWS } from './insights/parse-query.ts';
import { events } from './queries/records.ts';

export type ParameterValues = Parameters<typeof filledIn>[1];

/** Store of audit events. */
export interface Trail {
  /** Name of the stage or folder, for people. */
  readonly name: string;
  /** Runs a query in the Logs Insights QL on the events of a period. Its `limit` is the maximum number of rows. */
  run(text: string, period: Period): Promise<readonly ResultRow[]>;
}

/**
 * Returns the rows of a query for a period. The query also reads the events in its margin before and after the
 * period; rows outside of the period are left out.
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
  // A late consumer published some events of the period after its end.
  const published = new Date(Math.min(Math.max(now.getTime(), end.getTime()), end.getTime() + LATEST));
  const rows = await trail.run(within(filledIn(query, values), { start, end }), { start, end: published });
  if (before === 0 && after === 0) return rows;
  return rows.filter(({ at = '' }) => at >= period.start.toISOString() && at < period.end.toISOString());
}

/** Milliseconds for which the table's stream keeps an event that is not published: a day. */
const LATEST = 86_400_000;

/** Restricts a query to the events of a period by their own times, before its first command. */
function within(text: string, { start, end }: Period): string {
  const [, comments = '', commands = ''] = /^((?:#[^\n]*\n)*)([\s\S]*)$/.exec(text) ?? [];
  const filter = `filter ${AT_MILLIS} >= ${start.getTime()} and ${AT_MILLIS} < ${end.getTime()}`;
  return `${comments}${filter}\n| ${commands}`;
}

/** Minimum period in milliseconds. Insights takes whole seconds. */
const SHORTEST = 1000;

/** Returns all lines of a period, oldest first. A period with more rows than one result can have is halved. */
export async function everyEvent(trail: Trail, period: Period): Promise<readonly ResultRow[]> {
  const rows = await trail.run(savedText(events), period);
  if (rows.length < MOST_ROWS) return rows;
  const [start, end] = [period.start.getTime(), period.end.getTime()];
  const middle = new Date(Math.floor((start + end) / 2 / SHORTEST) * SHORTEST);
  if (end - start <= SHORTEST || middle <= period.start)
    throw new Error(`there are ${MOST_ROWS} events or more in one second, more than one query can read`);
  const earlier = await everyEvent(trail, { start: period.start, end: middle });
  return [...earlier, ...(await everyEvent(trail, { start: middle, end: period.end }))];
}

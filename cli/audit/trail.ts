import type { ResultRow } from './insights/result.ts';
import { AT_MILLIS, type AuditQuery, filledIn } from './queries/query.ts';
import type { Period } from './period.ts';

export type ParameterValues = Parameters<typeof filledIn>[1];

/** Query in the Logs Insights QL, on the events of a period. Its `limit` is the maximum number of rows. */
export interface Asked {
  readonly text: string;
  /** Period in which the events were published. */
  readonly period: Period;
  /** Period of the events themselves. */
  readonly about: Period;
}

/** Amount that a store of events has read so far, so that nothing is said about what was not read. */
export interface Reading {
  /** Lines in the periods that were asked for. */
  readonly lines: number;
  /** Lines that are the rest of an event, which no query can see. */
  readonly broken: number;
}

/** Store of audit events. */
export interface Trail {
  /** Name of the stage or folder, for people. */
  readonly name: string;
  readonly reading: Reading;
  /** Runs queries, in one reading where the store allows that. Returns the rows of each. */
  run(asked: readonly Asked[]): Promise<readonly (readonly ResultRow[])[]>;
  /** Returns all events of a period as `@message`. CloudWatch returns the oldest first, files in their own order. */
  events(period: Period): AsyncIterable<ResultRow>;
}

export interface AskOptions {
  readonly now: Date;
  readonly values?: ParameterValues;
}

/**
 * Returns the rows of queries for a period, by their names. A query also reads the events in its margin before and
 * after the period; rows outside of the period are left out.
 */
export async function askAll(
  trail: Pick<Trail, 'run'>,
  queries: readonly AuditQuery[],
  period: Period,
  { now, values = {} }: AskOptions,
): Promise<ReadonlyMap<string, readonly ResultRow[]>> {
  const asked = queries.map((query) => askedFor(query, period, now, values));
  const answers = await trail.run(asked);
  return new Map(queries.map((query, index) => [query.name, inPeriod(query, period, answers[index] ?? [])]));
}

/** Returns the rows of one query: see {@link askAll}. */
export async function ask(
  trail: Pick<Trail, 'run'>,
  query: AuditQuery,
  period: Period,
  options: AskOptions,
): Promise<readonly ResultRow[]> {
  return (await askAll(trail, [query], period, options)).get(query.name) ?? [];
}

function askedFor(query: AuditQuery, period: Period, now: Date, values: ParameterValues): Asked {
  const { before, after } = query.margin;
  const start = new Date(period.start.getTime() - before * 1000);
  const end = new Date(Math.min(Math.max(now.getTime(), period.end.getTime()), period.end.getTime() + after * 1000));
  // A late consumer published some events of the period after its end.
  const published = new Date(Math.min(Math.max(now.getTime(), end.getTime()), end.getTime() + LATEST));
  const about = { start, end };
  return { text: within(filledIn(query, values), about), period: { start, end: published }, about };
}

function inPeriod({ margin: { before, after } }: AuditQuery, { start, end }: Period, rows: readonly ResultRow[]) {
  if (before === 0 && after === 0) return rows;
  return rows.filter(({ at = '' }) => at >= start.toISOString() && at < end.toISOString());
}

/** Returns all events of a period. Only for those that are few enough to keep. */
export async function allEvents(trail: Pick<Trail, 'events'>, period: Period): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  for await (const row of trail.events(period)) rows.push(row);
  return rows;
}

/** Milliseconds for which the table's stream keeps an event that is not published: a day. */
const LATEST = 86_400_000;

/** Restricts a query to the events of a period by their own times, before its first command. */
function within(text: string, { start, end }: Period): string {
  const [, comments = '', commands = ''] = /^((?:#[^\n]*\n)*)([\s\S]*)$/.exec(text) ?? [];
  const filter = `filter ${AT_MILLIS} >= ${start.getTime()} and ${AT_MILLIS} < ${end.getTime()}`;
  return `${comments}${filter}\n| ${commands}`;
}

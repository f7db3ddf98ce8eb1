import type { ResultRow } from './insights/run-query.ts';
import { type AuditQuery, filledIn } from './queries/query.ts';
import type { Period } from './period.ts';

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

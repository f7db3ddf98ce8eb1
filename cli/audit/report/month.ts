import type { ResultRow } from '../insights/run-query.ts';
import { auditQueries } from '../queries/index.ts';
import type { AuditQuery } from '../queries/query.ts';

/** What the check of digests, links and MACs came to. */
export type Verification =
  | {
      readonly kind: 'checked';
      readonly events: number;
      readonly duplicates: number;
      readonly findings: readonly { readonly id: string; readonly finding: string; readonly reason: string }[];
    }
  | { readonly kind: 'not-checked'; readonly why: string };

/** Everything that the report of a month is made from. */
export interface MonthlyFigures {
  /** `2026-11`. */
  readonly month: string;
  /** Stage or folder. */
  readonly trail: string;
  readonly start: Date;
  readonly end: Date;
  readonly madeAt: Date;
  /** By the names of the queries; of each that takes no parameter, but the events themselves. */
  readonly answers: ReadonlyMap<string, readonly ResultRow[]>;
  readonly verification: Verification;
}

/** The queries that a report asks. */
export const reportQueries: readonly AuditQuery[] = auditQueries.filter(
  ({ name, parameters }) => parameters.length === 0 && name !== 'events',
);

export const incidentQueries: readonly AuditQuery[] = reportQueries.filter(({ finds }) => finds === 'incidents');

/** @throws where the query was not asked: a report never shows "none" for a question that nobody asked */
export function answerOf({ answers }: MonthlyFigures, name: string): readonly ResultRow[] {
  const rows = answers.get(name);
  if (rows === undefined) throw new Error(`the query ${name} was not asked`);
  return rows;
}

export const numberIn = (row: ResultRow | undefined, column: string): number => Number(row?.[column] ?? 0);

/** `1,234`. */
export const count = (number: number): string => number.toLocaleString('en-US', { maximumFractionDigits: 1 });

export const hits = (number: number): string => (number === 1 ? '1 hit' : `${count(number)} hits`);

/** The days of the month, or of its part that is over: `2026-11-01`. */
export function daysOf({ start, end, madeAt }: MonthlyFigures): string[] {
  const days: string[] = [];
  const last = Math.min(end.getTime(), madeAt.getTime());
  for (let day = start.getTime(); day < last; day += 86_400_000) days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

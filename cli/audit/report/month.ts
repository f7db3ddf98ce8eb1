import { MOST_ROWS } from '../insights/parse-query.ts';
import type { ResultRow } from '../insights/result.ts';
import { auditQueries } from '../queries/index.ts';
import type { AuditQuery } from '../queries/query.ts';
import type { Verdict } from '../verification/verdict.ts';

/** Result of the check of digests, links and MACs. */
export type Verification =
  | ({ readonly kind: 'checked'; readonly events: number; readonly duplicates: number } & Verdict)
  | { readonly kind: 'not-checked'; readonly why: string };

/** Data of a monthly report. */
export interface MonthlyFigures {
  /** Month, such as `2026-11`. */
  readonly month: string;
  /** Name of the stage or folder. */
  readonly trail: string;
  readonly start: Date;
  readonly end: Date;
  readonly madeAt: Date;
  /** Rows of each query in {@link reportQueries}, by the name of the query. */
  readonly answers: ReadonlyMap<string, readonly ResultRow[]>;
  readonly verification: Verification;
  /** Lines of the trail that could not be read. */
  readonly broken: number;
}

/** Queries of a report: all without parameters, except for `events`. */
export const reportQueries: readonly AuditQuery[] = auditQueries.filter(
  ({ name, parameters }) => parameters.length === 0 && name !== 'events',
);

/**
 * Returns the rows of a query.
 *
 * @throws where the query was not run, so that a report never shows "none" for it
 */
export function answerOf({ answers }: MonthlyFigures, name: string): readonly ResultRow[] {
  const rows = answers.get(name);
  if (rows === undefined) throw new Error(`the query ${name} was not run`);
  return rows;
}

/** Whether the trail has no event in the month. */
export const nothingRead = (figures: MonthlyFigures): boolean => answerOf(figures, 'volumes').length === 0;

/** Seconds before the end of a period that a checkpoint of the next one may cover. */
const LAST_CHECKPOINT = 7200;

/** Returns the reason why the check of the trail does not show that the month is whole; undefined if it does. */
export function wholeMonth({ verification, end, madeAt }: MonthlyFigures): string | undefined {
  if (verification.kind === 'not-checked') return `the check of the trail was not done: ${verification.why}`;
  const { whole, because } = verification;
  if (whole === undefined) return because ?? 'no period is shown to be whole';
  const needed = Math.min(end.getTime(), madeAt.getTime()) - LAST_CHECKPOINT * 1000;
  return Date.parse(whole.until) >= needed ? undefined : `the trail is shown to be whole until ${whole.until} only`;
}

/** Queries whose answer has as many rows as an answer can have: it was cut. */
export const cutAnswers = ({ answers }: MonthlyFigures): string[] =>
  [...answers].filter(([, rows]) => rows.length >= MOST_ROWS).map(([name]) => name);

export const numberIn = (row: ResultRow | undefined, column: string): number => Number(row?.[column] ?? 0);

/** Formats a number such as `1,234`. */
export const count = (number: number): string => number.toLocaleString('en-US', { maximumFractionDigits: 1 });

export const hits = (number: number): string => (number === 1 ? '1 hit' : `${count(number)} hits`);

/** Returns the days of the month, up to the day of the report, such as `2026-11-01`. */
export function daysOf({ start, end, madeAt }: MonthlyFigures): string[] {
  const days: string[] = [];
  const last = Math.min(end.getTime(), madeAt.getTime());
  for (let day = start.getTime(); day < last; day += 86_400_000) days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

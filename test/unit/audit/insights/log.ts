import { logEvent } from '../../../../cli/audit/insights/log-event.ts';
import type { ResultRow } from '../../../../cli/audit/insights/result.ts';
import { runQuery } from '../../../../cli/audit/insights/run-query.ts';

export const START = Date.parse('2026-11-23T10:00:00.000Z');

/** Runs a query on events a minute apart, the first of them at {@link START}. */
export const run = (query: string, ...events: readonly object[]): ResultRow[] =>
  runQuery(
    query,
    events.map((event, minute) => logEvent(new Date(START + minute * 60_000), JSON.stringify(event))),
    { now: new Date(START + 3_600_000) },
  );

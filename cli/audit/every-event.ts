import { MOST_ROWS } from './insights/parse-query.ts';
import type { ResultRow } from './insights/run-query.ts';
import { savedText } from './queries/query.ts';
import { events } from './queries/records.ts';
import type { Period } from './period.ts';
import type { Trail } from './trail.ts';

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

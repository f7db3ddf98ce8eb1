import { auditLogGroups } from '../../lib/stage-names.ts';
import { CloudWatchLogs } from '../audit/cloudwatch-logs.ts';
import { LogFiles } from '../audit/log-files.ts';
import { request } from '../audit/queries/records.ts';
import { ask, type Trail } from '../audit/trail.ts';
import type { Command, Context } from './command.ts';
import { wordsOf } from './event-words.ts';
import { done, refused, table } from './outcome.ts';
import { referenceIn } from './reference.ts';

/** Milliseconds that a timeline looks back. */
const PERIOD = 30 * 86_400_000;

/** One event of a request. `at`: ISO 8601 in UTC. `by`: administrator, if one acted. */
export interface TimelineEntry {
  readonly at: string;
  readonly event: string;
  readonly words: string;
  readonly by?: string;
  readonly reason?: string;
}

export const resetsTimeline: Command = {
  usage: 'REFERENCE',
  summary: 'tells the story of a request in plain words, from the audit trail of the last 30 days',
  details: `It shows every event of the request, the oldest first: asked for, mailed, delivered, wrong codes, limits, changed,
notified. It reads the audit trail, so it also knows requests that were deleted, and lags a few seconds behind.`,
  positionals: [1, 1],
  async run(context, { positionals: [given = ''] }) {
    const reference = referenceIn(given);
    const timeline = await timelineOf(context, reference);
    if (timeline.length === 0)
      return refused('REFERENCE', 'the audit trail has no event of it in the last 30 days', 'check the reference');
    const rows = timeline.map(({ at, words, by = '', reason = '' }) => [at, words, by, by === '' ? '' : reason]);
    return done(table(['AT', 'EVENT', 'BY', 'REASON'], rows), { reference, timeline });
  },
};

async function timelineOf(context: Context, reference: string): Promise<TimelineEntry[]> {
  const now = context.now();
  const period = { start: new Date(now.getTime() - PERIOD), end: new Date(now.getTime() + 1000) };
  const rows = await ask(await trailOf(context), request, period, { now, values: { reference: [reference] } });
  return rows.map((row) => {
    const [at = '', event = '', reason] = [row['audit.at'], row['audit.event'], row['audit.reason']];
    const by = row['audit.by'];
    const words = wordsOf(event, by === undefined ? reason : undefined);
    return { at, event, words, ...(by !== undefined && { by }), ...(reason !== undefined && { reason }) };
  });
}

async function trailOf({ clients, now, progress, settings, stage }: Context): Promise<Trail> {
  const logs = clients.endpoints?.logs;
  if (logs !== undefined) return new LogFiles(logs, now(), progress);
  const logGroups = auditLogGroups(stage, (await settings()).directory);
  return new CloudWatchLogs(`stage ${stage}`, clients.cloudWatchLogs, { logGroups, progress });
}

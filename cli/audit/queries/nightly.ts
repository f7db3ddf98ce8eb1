import { AT_MILLIS, type AuditQuery, savedText } from './query.ts';

/** Scheduled query of CloudWatch Logs. */
export interface Nightly {
  readonly text: string;
  /** Time of the run, in UTC. */
  readonly schedule: string;
  /** Seconds before the run from which events are read. */
  readonly lookBack: number;
}

const DAY = 86_400;
const MINUTE = 60;

/** Minute of the day (UTC) in which the first question is asked. By then every event of the day before is published. */
const FIRST = 30;

/**
 * Returns a question about incidents as it is asked every night: about the events since the start of the day before,
 * and in the query's margin. A hit near midnight may be found in two nights; none falls between two.
 *
 * @param position of the question among all, which are asked a minute apart
 */
export function nightly(query: AuditQuery, position: number): Nightly {
  const { before, after, of } = query.margin;
  const minute = FIRST + position;
  const asked = DAY + minute * MINUTE + after;
  // Events in the margin before explain those after it, and are no incidents themselves.
  const bound =
    of === undefined ? '' : `filter not (audit.event = "${of}" and ${AT_MILLIS} < (now() - ${asked}) * 1000)\n| `;
  const [, comments = '', commands = ''] = /^((?:#[^\n]*\n)*)([\s\S]*)$/.exec(savedText(query)) ?? [];
  return {
    text: `${comments}${bound}${commands}`,
    schedule: `cron(${minute % 60} ${Math.floor(minute / 60)} * * ? *)`,
    lookBack: asked + before,
  };
}

import type { AuditEvent } from '../domain/audit-event.ts';
import type { AuditMetric, ReasonMetric } from '../runtime/metrics.ts';

/** Told by the first word of an event's reason; what follows it, such as an error's name, is for the auditor. */
const BY_REASON: ReadonlyMap<string, ReasonMetric> = new Map([
  ['mail-rejected', 'mail-rejected'],
  ['expired', 'mail-too-late'],
  ['codes-per-day', 'budget-exhausted'],
  ['recovery-paused', 'budget-exhausted'],
  ['not-told', 'change-not-told'],
  ['after-change', 'reported-after-change'],
]);

/** What a step is counted as. A reason is never a metric's name by itself: the list of names stays closed. */
export function metricsOf({ event, reason = '', sessionsEnded }: AuditEvent): AuditMetric[] {
  const [word = ''] = reason.split(' ');
  const known = BY_REASON.get(word);
  return [
    event,
    ...(sessionsEnded === true ? (['sessions_ended'] as const) : []),
    ...(known === undefined ? [] : [known]),
  ];
}

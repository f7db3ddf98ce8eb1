import { keyDigest, type RequestRecord, type ResetRecord } from '../domain/reset-record.ts';
import { type Moment, epochSeconds } from '../domain/moment.ts';
import type { AuditLog } from '../ports.ts';

/** Facts about a request for an event that a function publishes directly. */
export const requestFacts = ({ key, reference, issue, attempts, state, subject, subjectKey }: ResetRecord) => ({
  request: keyDigest(key),
  reference,
  state,
  issue,
  attempts,
  subject,
  subjectKey,
});

/**
 * Records that a call was refused because no request could take its step. The reason is the action, then `unknown`,
 * `expired` or `in-state-<state>`.
 */
export function recordRefusal(audit: AuditLog, action: string, { at, origin }: Moment, record?: RequestRecord): void {
  audit.record({
    event: 'reset_refused',
    at: at.toISOString(),
    actor: 'self',
    reason: `${action} ${reasonOf(record, at)}`,
    ...(record?.kind === 'reset' && requestFacts(record)),
    origin,
  });
}

function reasonOf(record: RequestRecord | undefined, at: Date): string {
  if (record === undefined) return 'unknown';
  return expiryOf(record) <= epochSeconds(at) ? 'expired' : `in-state-${record.state}`;
}

/** Epoch seconds at which the state that the caller knows of expires. */
function expiryOf(record: RequestRecord): number {
  if (record.kind !== 'reset') return record.expiresAt;
  return record.state === 'VERIFIED' ? (record.resetTokenExpiresAt ?? 0) : record.openUntil;
}

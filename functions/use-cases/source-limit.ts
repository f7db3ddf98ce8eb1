import type { AuditLog, Clock, LimitOutcome, SourceLimiter } from '../ports.ts';
import type { Origin } from '../domain/origin.ts';
import { sourceNetwork } from '../domain/source-address.ts';

export interface SourceLimitPorts {
  readonly clock: Clock;
  readonly limiter: SourceLimiter;
  readonly audit: AuditLog;
}

/** Who makes a call: the address that limits count, and what the audit trail may know of it. */
export interface Caller {
  readonly source: string;
  readonly origin: Origin;
}

/** Counts a call against its source's hourly limit and tells the auditor when it was one too many. */
export async function countAgainstSource(
  { clock, limiter, audit }: SourceLimitPorts,
  bucket: Parameters<SourceLimiter['take']>[0],
  { source, origin, ...subject }: Caller & { readonly subject?: string; readonly subjectKey?: string },
  limitPerHour: number,
): Promise<LimitOutcome> {
  const outcome = await limiter.take(bucket, sourceNetwork(source), limitPerHour);
  if (outcome.kind === 'exceeded') {
    audit.tell({
      event: 'limit_hit',
      at: clock.now().toISOString(),
      actor: 'self',
      reason: `${bucket}-per-source`,
      ...subject,
      origin,
    });
  }
  return outcome;
}

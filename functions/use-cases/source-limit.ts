import type { AuditLog, Clock, LimitOutcome, SourceLimiter } from '../ports.ts';
import { sourceNetwork, sourcePrefix } from '../domain/source-address.ts';

export interface SourceLimitPorts {
  readonly clock: Clock;
  readonly limiter: SourceLimiter;
  readonly audit: AuditLog;
}

/** Counts a call against its source's hourly limit and tells the auditor when it was one too many. */
export async function countAgainstSource(
  { clock, limiter, audit }: SourceLimitPorts,
  bucket: Parameters<SourceLimiter['take']>[0],
  source: string,
  limitPerHour: number,
): Promise<LimitOutcome> {
  const outcome = await limiter.take(bucket, sourceNetwork(source), limitPerHour);
  if (outcome.kind === 'exceeded') {
    audit.publish({
      event: 'limit_hit',
      at: clock.now().toISOString(),
      actor: 'self',
      reason: `${bucket}-per-source`,
      sourcePrefix: sourcePrefix(source),
    });
  }
  return outcome;
}

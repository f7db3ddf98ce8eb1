import type { Browser } from '../domain/browser.ts';
import { type Origin, sourceNetwork } from '../domain/origin.ts';
import type { AuditLog, Clock, LimitOutcome, SourceLimiter } from '../ports.ts';

/** Caller of an operation: the address that limits count, and the origin that the audit trail may show. */
export interface Caller {
  /** The socket's address as API Gateway saw it; no header is asked (R12). */
  readonly source: string;
  readonly origin: Origin;
  /** Families of browser and system. Nothing else of the User-Agent header goes into a mail. */
  readonly browser?: Browser;
}

type Bucket = Parameters<SourceLimiter['take']>[0];

/** Counts a call against the hourly limit of its source's network. */
export const countCall = (
  { limiter }: { readonly limiter: SourceLimiter },
  bucket: Bucket,
  { source }: Pick<Caller, 'source'>,
  limitPerHour: number,
): Promise<LimitOutcome> => limiter.take(bucket, sourceNetwork(source), limitPerHour);

/** Records that a call was one too many for its source. */
export function recordExceeded(
  { clock, audit }: { readonly clock: Clock; readonly audit: AuditLog },
  bucket: Bucket,
  { origin, ...subject }: Pick<Caller, 'origin'> & { readonly subject?: string; readonly subjectKey?: string },
): void {
  audit.record({
    event: 'limit_hit',
    at: clock.now().toISOString(),
    actor: 'self',
    reason: `${bucket}-per-source`,
    ...subject,
    origin,
  });
}

import type { Browser } from '../domain/browser.ts';
import type { Language } from '../domain/languages.ts';
import { type Origin, sourceNetwork } from '../domain/origin.ts';
import type { AuditLog, Clock, CountedCall, CountOutcome, LimitBucket, SourceLimiter } from '../ports.ts';

/** Caller of an operation: the address that limits count, and the origin that the audit trail may show. */
export interface Caller {
  /** The socket's address, or the viewer's where our distribution passed the call on (R12). */
  readonly source: string;
  readonly origin: Origin;
  /** Host name of the page that called, from the Origin header. A program can write any name there. */
  readonly page?: string;
  /** Families of browser and system. Nothing else of the User-Agent header goes into a mail. */
  readonly browser?: Browser;
  /** Language of the browser, for mails where the call names none. */
  readonly language?: Language;
}

/** Counts a call against the hourly limit of its source's network. */
export const countCall = (
  { limiter }: { readonly limiter: SourceLimiter },
  bucket: LimitBucket,
  { source }: Pick<Caller, 'source'>,
  limitPerHour: number,
): Promise<CountOutcome> => limiter.take(bucket, sourceNetwork(source), limitPerHour);

/** Takes a call back that {@link countCall} counted. */
export const giveBackCall = (
  { limiter }: { readonly limiter: SourceLimiter },
  bucket: LimitBucket,
  { source }: Pick<Caller, 'source'>,
  counted: CountedCall,
): Promise<void> => limiter.giveBack(bucket, sourceNetwork(source), counted);

/** Records that a call was one too many, and the limit that refused it. */
export function recordExceeded(
  { clock, audit }: { readonly clock: Clock; readonly audit: AuditLog },
  reason: `${LimitBucket}-per-source` | 'log-in-per-account',
  { origin, ...subject }: Pick<Caller, 'origin'> & { readonly subject?: string; readonly subjectKey?: string },
): void {
  audit.record({
    event: 'limit_hit',
    at: clock.now().toISOString(),
    actor: 'self',
    reason,
    ...subject,
    origin,
  });
}

import type { AuditLog, Clock, LimitOutcome, SourceLimiter } from '../ports.ts';
import type { Browser } from '../domain/browser.ts';
import { type Origin, sourceNetwork } from '../domain/origin.ts';

export interface SourceLimitPorts {
  readonly clock: Clock;
  readonly limiter: SourceLimiter;
  readonly audit: AuditLog;
}

/** Caller of an operation: the address that limits count, and the origin that the audit trail may show. */
export interface Caller {
  readonly source: string;
  readonly origin: Origin;
  readonly browser?: Browser;
  /** Resolves when the captcha token is consumed; rejects if it was used before. */
  readonly captcha: Promise<void>;
}

/**
 * Counts a call against the hourly limit of its source, and records an audit event if the limit is exceeded. The
 * captcha token is consumed at the same time: a call with a used token is counted but has no other effect.
 *
 * @throws the rejection of `captcha`
 */
export async function countAgainstSource(
  { clock, limiter, audit }: SourceLimitPorts,
  bucket: Parameters<SourceLimiter['take']>[0],
  {
    source,
    origin,
    captcha,
    ...subject
  }: Omit<Caller, 'browser'> & { readonly subject?: string; readonly subjectKey?: string },
  limitPerHour: number,
): Promise<LimitOutcome> {
  const [, outcome] = await waitForBoth(captcha, limiter.take(bucket, sourceNetwork(source), limitPerHour));
  if (outcome.kind === 'exceeded') {
    audit.record({
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

/**
 * Waits until both promises have settled, then returns their values or throws the first's error before the second's. A
 * function that has answered is frozen, and a call still in progress would be frozen with it.
 */
export async function waitForBoth<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

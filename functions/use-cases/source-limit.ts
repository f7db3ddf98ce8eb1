import type { AuditLog, Clock, LimitOutcome, SourceLimiter } from '../ports.ts';
import type { Browser } from '../domain/browser.ts';
import { type Origin, sourceNetwork } from '../domain/origin.ts';

export interface SourceLimitPorts {
  readonly clock: Clock;
  readonly limiter: SourceLimiter;
  readonly audit: AuditLog;
}

/** Who makes a call: the address that limits count, and what the audit trail may know of it. */
export interface Caller {
  readonly source: string;
  readonly origin: Origin;
  readonly browser?: Browser;
  /** Settles when the human check's token is used up; rejects where it was used before. */
  readonly captcha: Promise<void>;
}

/**
 * Counts a call against its source's hourly limit and tells the auditor when it was one too many. The human check's token is used up
 * meanwhile: a provider that lets one pass twice costs the source a call, and opens nothing.
 *
 * @throws what `captcha` rejects with
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
 * Waits for both. A fault is thrown when both have ended, the first one's before the other's: a function that has answered is frozen, and
 * with it a call that is still on its way.
 */
export async function waitForBoth<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

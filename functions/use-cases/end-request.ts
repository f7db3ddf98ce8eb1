import type { ResetRecord } from '../domain/reset-record.ts';
import type { ResetStep } from '../domain/reset-steps.ts';
import type { ResetStore, StepOutcome } from '../ports.ts';

/** More than a request can go to APPLYING and back, which its password tries bound. */
const TRIES = 20;

/**
 * Ends a request, or takes its token where a change is being applied: that change cannot be called back, but nothing may
 * begin another. Between the two writes the request can go back to VERIFIED, so the end is tried again then.
 */
export async function endRequest(
  resets: ResetStore,
  key: string,
  { cancelling, revoking }: { readonly cancelling: ResetStep; readonly revoking: ResetStep },
): Promise<StepOutcome> {
  for (let tries = 0; tries < TRIES; tries++) {
    const cancelled = await resets.take<ResetRecord>(key, cancelling);
    if (cancelled.kind === 'taken' || cancelled.record?.state !== 'APPLYING') return cancelled;
    const revoked = await resets.take<ResetRecord>(key, revoking);
    if (revoked.kind === 'taken' || revoked.record?.state !== 'VERIFIED') return revoked;
  }
  throw new Error('a request changed at every try to end it');
}

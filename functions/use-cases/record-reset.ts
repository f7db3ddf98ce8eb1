import { digest } from '../domain/digest.ts';
import { randomToken } from '../domain/random-token.ts';
import type { Moment } from '../domain/moment.ts';
import { requestReset } from '../domain/reset-steps.ts';
import { type ResetId, Secret } from '../domain/secret.ts';
import { fromEpochSeconds } from '../domain/time.ts';
import type { Clock, ResetStore } from '../ports.ts';

export interface RecordResetRules {
  /** Seconds. */
  readonly otpLifetime: number;
  /** Seconds. */
  readonly resendCooldown: number;
}

/** What a page needs to go on with a request. */
export interface Issued {
  readonly kind: 'issued';
  readonly resetId: ResetId;
  readonly reference: string;
  readonly expiresAt: Date;
  readonly resendAvailableAt: Date;
}

/**
 * Writes a new request, of a person or of an administrator for a person. The pepper's version is enough: codes are made
 * where they are mailed, so who only starts requests needs no pepper.
 */
export async function recordReset(
  { clock, resets }: { readonly clock: Clock; readonly resets: ResetStore },
  rules: RecordResetRules,
  request: {
    readonly userId: string;
    readonly locale?: string;
    readonly pepperVersion: string;
    readonly subject: string;
    readonly subjectKey: string;
  },
  by: Omit<Moment, 'at'>,
): Promise<Issued> {
  const resetId = randomToken();
  const record = requestReset(
    { at: clock.now(), ...by },
    { digestOfResetId: digest(resetId), ...request },
    { lifetime: rules.otpLifetime, cooldown: rules.resendCooldown },
  );
  await resets.create(record);
  return {
    kind: 'issued',
    resetId: new Secret(resetId),
    reference: record.reference,
    expiresAt: fromEpochSeconds(record.expiresAt),
    resendAvailableAt: fromEpochSeconds(record.resendAt),
  };
}

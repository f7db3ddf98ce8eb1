import type { Browser } from '../domain/browser.ts';
import { digest } from '../domain/digest.ts';
import { type ResetRecord, resetKey } from '../domain/reset-record.ts';
import { reissue } from '../domain/reset-steps.ts';
import type { Origin } from '../domain/origin.ts';
import type { ResetId } from '../domain/secret.ts';
import { epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import type { AuditLog, Clock, LimitOutcome, ResetStore } from '../ports.ts';
import { requestFacts, recordRefusal } from './record-refusal.ts';
import type { Issued } from './start-reset.ts';

export interface ResendOtpPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly resets: ResetStore;
}

export interface ResendOtpRules {
  /** Seconds. */
  readonly otpLifetime: number;
  /** Seconds. */
  readonly resendCooldown: number;
  /** Codes per hour. One request may ask for as many; a further code would not be mailed. */
  readonly codesPerHour: number;
}

/** Outcome for the caller: a new issue, a time to wait, or a refusal. */
export type ResendOtpOutcome = Issued | Extract<LimitOutcome, { kind: 'exceeded' }> | { readonly kind: 'rejected' };

const HOUR = 3600;

/** Requests another code. The older one becomes invalid at once, whether or not another is mailed. */
export async function resendOtp(
  { audit, clock, resets }: ResendOtpPorts,
  rules: ResendOtpRules,
  { resetId, origin, browser }: { resetId: ResetId; origin: Origin; browser?: Browser },
): Promise<ResendOtpOutcome> {
  const at = clock.now();
  const moment = { at, origin, browser };
  const outcome = await resets.take<ResetRecord>(
    resetKey(digest(resetId.reveal())),
    reissue(moment, { lifetime: rules.otpLifetime, cooldown: rules.resendCooldown, maximumIssues: rules.codesPerHour }),
  );
  if (outcome.kind === 'refused') {
    const { record } = outcome;
    const refused = refusal(record, epochSeconds(at), rules.codesPerHour);
    if (refused.kind === 'rejected') recordRefusal(audit, 'resend_otp', moment, record);
    else if (record !== undefined)
      audit.record({
        event: 'limit_hit',
        at: at.toISOString(),
        actor: 'self',
        reason: record.issue >= rules.codesPerHour ? 'codes-per-request' : 'resend-cooldown',
        ...requestFacts(record),
        origin,
      });
    return refused;
  }

  return {
    kind: 'issued',
    resetId,
    reference: outcome.record.reference,
    expiresAt: fromEpochSeconds(outcome.record.expiresAt),
    resendAvailableAt: fromEpochSeconds(outcome.record.resendAt),
  };
}

/** Separates "too early" from "never": only an open request has a time to wait for. */
function refusal(record: ResetRecord | undefined, now: number, codesPerHour: number): ResendOtpOutcome {
  if (record === undefined || record.expiresAt <= now) return { kind: 'rejected' };
  if (!['REQUESTED', 'SENT', 'LOCKED'].includes(record.state)) return { kind: 'rejected' };
  const again = record.issue >= codesPerHour ? record.createdAt + HOUR : record.resendAt;
  return { kind: 'exceeded', retryAfterSeconds: Math.max(1, again - now) };
}

import { digest, randomToken } from '../domain/digest.ts';
import { otpMatches } from '../domain/one-time-password.ts';
import { type ResetRecord, resetKey } from '../domain/reset-record.ts';
import { type Moment, epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import { countAttempt, lock, verify } from '../domain/reset-steps.ts';
import type { Origin } from '../domain/origin.ts';
import { type Otp, type ResetId, type ResetToken, Secret } from '../domain/secret.ts';
import type { AuditLog, Clock, Peppers, ResetStore } from '../ports.ts';
import { waitForBoth, type Caller } from './source-limit.ts';
import { requestFacts, recordRefusal } from './record-refusal.ts';

export interface VerifyOtpPorts {
  readonly clock: Clock;
  readonly peppers: Peppers;
  readonly resets: ResetStore;
  readonly audit: AuditLog;
}

export interface VerifyOtpRules {
  readonly attemptsPerCode: number;
  /** Seconds. */
  readonly resetTokenLifetime: number;
}

/** Outcome for the caller. `denied`: the code was wrong. */
export type VerifyOtpOutcome =
  | { readonly kind: 'verified'; readonly resetToken: ResetToken; readonly expiresAt: Date }
  | { readonly kind: 'denied'; readonly attemptsLeft: number }
  /** No more guesses are accepted: the request is unknown, expired, locked, cancelled or used. */
  | { readonly kind: 'rejected' };

/**
 * Counts the guess, then compares it, then consumes the code. Each is a step of its own, and the first two are the same
 * for a decoy. The captcha token is consumed while the guess is counted, and nothing is compared without it.
 *
 * @throws the rejection of `captcha`
 */
export async function verifyOtp(
  ports: VerifyOtpPorts,
  rules: VerifyOtpRules,
  { resetId, otp, origin, captcha }: { resetId: ResetId; otp: Otp; origin: Origin } & Pick<Caller, 'captcha'>,
): Promise<VerifyOtpOutcome> {
  const { clock, peppers, resets } = ports;
  const name = digest(resetId.reveal());
  const moment: Moment = { at: clock.now(), origin };
  const current = await peppers.current();

  const [, counted] = await waitForBoth(
    captcha,
    resets.take<ResetRecord>(resetKey(name), countAttempt(moment, rules.attemptsPerCode)),
  );
  if (counted.kind === 'refused') {
    recordRefusal(ports.audit, 'verify_otp', moment, counted.record);
    return { kind: 'rejected' };
  }

  const { record } = counted;
  const pepper = record.pepperVersion === current.version ? current : await peppers.version(record.pepperVersion);
  const { codeDigest } = record;
  if (pepper === undefined || !otpMatches(pepper, record, otp, codeDigest) || codeDigest === undefined) {
    return deny(ports, rules, moment, record);
  }

  const proof = randomToken();
  const expiresAt = epochSeconds(moment.at) + rules.resetTokenLifetime;
  const consumed = await resets.take<ResetRecord>(
    record.key,
    verify(moment, { issue: record.issue, codeDigest }, { digest: digest(proof), expiresAt }),
  );
  if (consumed.kind === 'refused') {
    recordRefusal(ports.audit, 'verify_otp', moment, consumed.record);
    return { kind: 'rejected' };
  }
  return { kind: 'verified', resetToken: new Secret(`${name}.${proof}`), expiresAt: fromEpochSeconds(expiresAt) };
}

async function deny(
  { resets, audit }: VerifyOtpPorts,
  rules: VerifyOtpRules,
  moment: Moment,
  record: ResetRecord,
): Promise<VerifyOtpOutcome> {
  audit.record({
    event: 'otp_denied',
    at: moment.at.toISOString(),
    actor: 'self',
    ...requestFacts(record),
    origin: moment.origin,
  });
  const attemptsLeft = Math.max(0, rules.attemptsPerCode - record.attempts);
  if (attemptsLeft === 0) await resets.take<ResetRecord>(record.key, lock(moment, record.issue));
  return { kind: 'denied', attemptsLeft };
}

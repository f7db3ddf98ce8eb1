import { digest, randomToken } from '../domain/digest.ts';
import { otpMatches } from '../domain/one-time-password.ts';
import { type ResetRecord, resetKey } from '../domain/reset-record.ts';
import { type Moment, epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import { countAttempt, lock, verify } from '../domain/reset-steps.ts';
import type { Origin } from '../domain/origin.ts';
import { type Otp, type ResetId, type ResetToken, Secret } from '../domain/secret.ts';
import type { AuditLog, Clock, Peppers, ResetStore, StepOutcome } from '../ports.ts';
import { recordRefusal, requestFacts } from './record-refusal.ts';

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

interface Guess {
  readonly resetId: ResetId;
  readonly otp: Otp;
  readonly origin: Origin;
}

/** Counts a guess before it is compared (R7). The step is the same for a decoy. */
export const countGuess = (
  { clock, resets }: Pick<VerifyOtpPorts, 'clock' | 'resets'>,
  rules: Pick<VerifyOtpRules, 'attemptsPerCode'>,
  { resetId, origin }: Pick<Guess, 'resetId' | 'origin'>,
): Promise<StepOutcome> =>
  resets.take<ResetRecord>(
    resetKey(digest(resetId.reveal())),
    countAttempt({ at: clock.now(), origin }, rules.attemptsPerCode),
  );

/**
 * Compares a counted guess, then consumes the code. Consuming is a step of its own, which one of many right guesses
 * wins.
 *
 * @param counted outcome of {@link countGuess}
 */
export async function verifyOtp(
  ports: VerifyOtpPorts,
  rules: VerifyOtpRules,
  { resetId, otp, origin }: Guess,
  counted: StepOutcome,
): Promise<VerifyOtpOutcome> {
  const { clock, peppers, resets } = ports;
  const name = digest(resetId.reveal());
  const moment: Moment = { at: clock.now(), origin };
  if (counted.kind === 'refused') {
    recordRefusal(ports.audit, 'verify_otp', moment, counted.record);
    return { kind: 'rejected' };
  }

  const current = await peppers.current();
  const { record } = counted;
  const pepper = record.pepperVersion === current.version ? current : await peppers.version(record.pepperVersion);
  const { codeDigest } = record;
  // A decoy has no digest; it is compared like any other, so that it takes the same time.
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

import { callDigest, digest, keyedDigest, type Pepper } from '../domain/digest.ts';
import { otpMatches } from '../domain/one-time-password.ts';
import { keyDigest, type Lane, LIVE, type ResetRecord } from '../domain/reset-record.ts';
import { type Moment, epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import { countAttempt, countMailAttempt, lock, verify } from '../domain/reset-steps.ts';
import type { Language } from '../domain/languages.ts';
import type { Origin } from '../domain/origin.ts';
import { type IdempotencyKey, type Otp, type ResetToken, Secret } from '../domain/secret.ts';
import type { AuditLog, Clock, Peppers, ResetStore, StepOutcome } from '../ports.ts';
import { recordRefusal, requestFacts } from './record-refusal.ts';
import { type NamedRequest, requestOf, type RequestProof } from './request-key.ts';

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
  /** No more guesses are accepted: the request is unknown, expired, locked or used. */
  | { readonly kind: 'rejected' };

type Guess = RequestProof & {
  readonly otp: Otp;
  /** Absent if the caller does not repeat calls. */
  readonly idempotencyKey?: IdempotencyKey;
  readonly origin: Origin;
  readonly language?: Language;
};

/** A guess that was counted, or refused, in its lane. */
export interface CountedGuess {
  /** Absent if the call's proof was forged. */
  readonly request?: NamedRequest;
  readonly call?: string;
  readonly outcome: StepOutcome;
}

/**
 * Counts a guess before it is compared (R7). The step of the starter's lane is the same for a decoy, and for a request
 * that its owner has ended.
 */
export async function countGuess(
  { clock, peppers, resets }: Pick<VerifyOtpPorts, 'clock' | 'peppers' | 'resets'>,
  { attemptsPerCode }: Pick<VerifyOtpRules, 'attemptsPerCode'>,
  { otp, idempotencyKey, origin, ...proof }: Omit<Guess, 'language'>,
): Promise<CountedGuess> {
  const request = await requestOf(peppers, proof);
  if (request === undefined) return { outcome: { kind: 'refused' } };
  const call = callDigest(idempotencyKey?.reveal(), otp.reveal());
  const count = request.lane === 'starter' ? countAttempt : countMailAttempt;
  const step = count({ at: clock.now(), origin }, attemptsPerCode, call);
  return { request, call, outcome: await resets.take<ResetRecord>(request.key, step) };
}

/**
 * Compares a counted guess, then consumes the code. Consuming is a step of its own, which one of many right guesses
 * wins. The same call again gets the same answer.
 *
 * @param counted outcome of {@link countGuess}
 */
export async function verifyOtp(
  ports: VerifyOtpPorts,
  rules: VerifyOtpRules,
  { otp, origin, language }: Guess,
  { request, call, outcome }: CountedGuess,
): Promise<VerifyOtpOutcome> {
  const moment: Moment = { at: ports.clock.now(), origin };
  const { record } = outcome;
  if (request === undefined || record === undefined) return reject(ports, moment, record);
  if (outcome.kind === 'refused' && !wasCounted(record, request, call, moment)) return reject(ports, moment, record);
  if (isAnswered(record, request, call)) return answerAgain(ports, moment, record);

  const pepper = await pepperOf(ports.peppers, record);
  const codeDigest = usableCode(record, request, rules, moment);
  const code = { key: record.key, issue: record.codeIssue ?? record.issue };
  // A decoy has no digest; it is compared like any other, so that it takes the same time.
  if (pepper === undefined || !otpMatches(pepper, code, otp, codeDigest) || codeDigest === undefined) {
    return deny(ports, rules, moment, record, request);
  }

  const token = tokenOf(pepper, record);
  const expiresAt = epochSeconds(moment.at) + rules.resetTokenLifetime;
  const consumed = await ports.resets.take<ResetRecord>(
    record.key,
    verify(moment, { lane: request.lane, call, language }, codeDigest, { digest: digest(token.proof), expiresAt }),
  );
  if (consumed.kind === 'taken')
    return { kind: 'verified', resetToken: token.whole, expiresAt: fromEpochSeconds(expiresAt) };
  if (consumed.record !== undefined && isAnswered(consumed.record, request, call))
    return answerAgain(ports, moment, consumed.record);
  return reject(ports, moment, consumed.record);
}

/**
 * Digest of the code that this call may enter, if any: not one that has expired, that works by its mail's link alone,
 * or that has had all its guesses.
 */
function usableCode(
  { codeDigest, codeExpiresAt = 0, codeGuesses, linkOnly }: ResetRecord,
  { lane }: NamedRequest,
  { attemptsPerCode }: VerifyOtpRules,
  { at }: Moment,
): string | undefined {
  const open = codeExpiresAt > epochSeconds(at);
  // A guess that was counted before the code was mailed is none at this code.
  const counted = codeGuesses >= 1 && codeGuesses <= attemptsPerCode;
  const allowed = lane === 'mail' || (linkOnly !== true && counted);
  return open && allowed ? codeDigest : undefined;
}

const pepperOf = async (peppers: Peppers, { pepperVersion }: ResetRecord): Promise<Pepper | undefined> => {
  const current = await peppers.current();
  return current.version.startsWith(pepperVersion) ? current : peppers.version(pepperVersion);
};

/** Token of a verified code. It is derived, so that the same call gets the same token again (R33). */
function tokenOf(pepper: Pepper, { key, codeIssue = 0 }: ResetRecord): { proof: string; whole: ResetToken } {
  const proof = keyedDigest(pepper, 'reset-token', key, String(codeIssue));
  return { proof, whole: new Secret(`${keyDigest(key)}.${proof}`) };
}

/**
 * Whether the same call was counted before. In the starter's lane nothing that the owner has done since makes a
 * difference.
 */
function wasCounted(record: ResetRecord, request: NamedRequest, call: string | undefined, { at }: Moment): boolean {
  if (call === undefined) return false;
  if (isAnswered(record, request, call)) return true;
  if (request.lane === 'mail') return record.ownerCall === call && LIVE.some((state) => state === record.state);
  return record.lastCall === call && record.openUntil > epochSeconds(at) && record.verifiedBy !== 'starter';
}

/** Digest of the last call in a lane. */
const lastCallIn = ({ lastCall, ownerCall }: ResetRecord, lane: Lane): string | undefined =>
  lane === 'mail' ? ownerCall : lastCall;

/** Whether the same call has entered the right code. */
const isAnswered = (record: ResetRecord, { lane }: NamedRequest, call: string | undefined): boolean =>
  record.state === 'VERIFIED' && record.verifiedBy === lane && call !== undefined && lastCallIn(record, lane) === call;

async function answerAgain(ports: VerifyOtpPorts, moment: Moment, record: ResetRecord): Promise<VerifyOtpOutcome> {
  const pepper = await pepperOf(ports.peppers, record);
  const { resetTokenExpiresAt = 0 } = record;
  if (pepper === undefined || resetTokenExpiresAt <= epochSeconds(moment.at)) return reject(ports, moment, record);
  return {
    kind: 'verified',
    resetToken: tokenOf(pepper, record).whole,
    expiresAt: fromEpochSeconds(resetTokenExpiresAt),
  };
}

function reject({ audit }: VerifyOtpPorts, moment: Moment, record: ResetRecord | undefined): VerifyOtpOutcome {
  recordRefusal(audit, 'verify_otp', moment, record);
  return { kind: 'rejected' };
}

async function deny(
  { resets, audit }: VerifyOtpPorts,
  { attemptsPerCode }: VerifyOtpRules,
  moment: Moment,
  record: ResetRecord,
  { lane }: NamedRequest,
): Promise<VerifyOtpOutcome> {
  audit.record({
    event: 'otp_denied',
    at: moment.at.toISOString(),
    actor: 'self',
    ...(lane === 'mail' && { reason: 'by-mail-link' }),
    ...requestFacts(record),
    origin: moment.origin,
  });
  const made = lane === 'mail' ? record.mailGuesses : record.attempts;
  const attemptsLeft = Math.max(0, attemptsPerCode - made);
  if (lane === 'starter' && attemptsLeft === 0) await resets.take<ResetRecord>(record.key, lock(moment, record.issue));
  return { kind: 'denied', attemptsLeft };
}

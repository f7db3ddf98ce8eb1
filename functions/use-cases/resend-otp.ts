import type { Browser } from '../domain/browser.ts';
import { keyIdOf } from '../domain/digest.ts';
import { LIVE, type ResetRecord } from '../domain/reset-record.ts';
import { reissue, reissueDuringChange } from '../domain/reset-steps.ts';
import type { Origin } from '../domain/origin.ts';
import type { ResetId } from '../domain/secret.ts';
import { type Call, epochSeconds, fromEpochSeconds } from '../domain/moment.ts';
import type { AuditLog, Clock, LimitOutcome, Peppers, ResetStore, StepOutcome } from '../ports.ts';
import { requestFacts, recordRefusal } from './record-refusal.ts';
import { requestOf, type RequestProof } from './request-key.ts';
import { createReset, type Issued } from './start-reset.ts';

export interface ResendOtpPorts {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly peppers: Peppers;
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
const DAY = 86_400;

/** Requests another code. The last one lives until the new one is mailed. */
export async function resendOtp(
  ports: ResendOtpPorts,
  rules: ResendOtpRules,
  { origin, browser, timeZone, ...proof }: RequestProof & { origin: Origin; browser?: Browser; timeZone?: string },
): Promise<ResendOtpOutcome> {
  const moment = { at: ports.clock.now(), origin, browser };
  const request = await requestOf(ports.peppers, proof);
  if (request === undefined) {
    recordRefusal(ports.audit, 'resend_otp', moment);
    return { kind: 'rejected' };
  }
  if (proof.resetId === undefined) return continueByMail(ports, rules, moment, { key: request.key, timeZone });
  return resendToStarter(ports, rules, moment, { key: request.key, resetId: proof.resetId, timeZone });
}

async function resendToStarter(
  { audit, resets }: ResendOtpPorts,
  rules: ResendOtpRules,
  moment: Call,
  { key, resetId, timeZone }: { readonly key: string; readonly resetId: ResetId; readonly timeZone?: string },
): Promise<ResendOtpOutcome> {
  const outcome = await takeReissue(resets, rules, moment, { key, timeZone });
  if (outcome.kind === 'refused') {
    const { record } = outcome;
    const refused = refusal(record, epochSeconds(moment.at), rules.codesPerHour);
    // The record changed between two tries; the caller may try again.
    if (refused.kind === 'issuable') return { kind: 'exceeded', retryAfterSeconds: 1 };
    if (refused.kind === 'rejected') recordRefusal(audit, 'resend_otp', moment, record);
    else if (record !== undefined)
      audit.record({
        event: 'limit_hit',
        at: moment.at.toISOString(),
        actor: 'self',
        reason: record.issue >= rules.codesPerHour ? 'codes-per-request' : 'resend-cooldown',
        ...requestFacts(record),
        origin: moment.origin,
      });
    return refused;
  }

  return {
    kind: 'issued',
    resetId,
    reference: outcome.record.reference,
    expiresAt: fromEpochSeconds(outcome.record.openUntil),
    resendAvailableAt: fromEpochSeconds(outcome.record.resendAt),
  };
}

async function takeReissue(
  resets: ResetStore,
  rules: ResendOtpRules,
  moment: Call,
  { key, timeZone }: { readonly key: string; readonly timeZone?: string },
): Promise<StepOutcome> {
  const issue = {
    lifetime: rules.otpLifetime,
    cooldown: rules.resendCooldown,
    maximumIssues: rules.codesPerHour,
    zone: timeZone,
  };
  const outcome = await resets.take<ResetRecord>(key, reissue(moment, issue));
  // Refused because of the owner's change alone: the starter must not notice it.
  if (
    outcome.kind === 'taken' ||
    refusal(outcome.record, epochSeconds(moment.at), rules.codesPerHour).kind !== 'issuable'
  )
    return outcome;
  return resets.take<ResetRecord>(key, reissueDuringChange(moment, issue));
}

/** Separates "too early" from "never": only an open request has a time to wait for. */
function refusal(
  record: ResetRecord | undefined,
  now: number,
  codesPerHour: number,
): Exclude<ResendOtpOutcome, Issued> | { readonly kind: 'issuable' } {
  if (record === undefined || record.openUntil <= now || record.verifiedBy === 'starter') return { kind: 'rejected' };
  const again = record.issue >= codesPerHour ? record.createdAt + HOUR : record.resendAt;
  return record.issue < codesPerHour && again <= now
    ? { kind: 'issuable' }
    : { kind: 'exceeded', retryAfterSeconds: Math.max(1, again - now) };
}

/**
 * Starts another request for the reader of a mail, who is the account's owner: with its own limits, and for a day, so
 * that the owner has a way whatever others have started (R28). The request of the mail stays as it is, and its starter
 * notices nothing.
 */
async function continueByMail(
  ports: ResendOtpPorts,
  rules: ResendOtpRules,
  moment: Call,
  { key, timeZone }: { readonly key: string; readonly timeZone?: string },
): Promise<ResendOtpOutcome> {
  const record = await ports.resets.read(key);
  const going = record?.kind === 'reset' && [...LIVE, 'VERIFIED'].includes(record.state);
  if (!going || record.createdAt + DAY <= epochSeconds(moment.at)) {
    recordRefusal(ports.audit, 'resend_otp', moment, record);
    return { kind: 'rejected' };
  }
  const pepperVersion = keyIdOf(await ports.peppers.current());
  const { account, locale, subject, subjectKey } = record;
  const userId = account ?? record.userId;
  const request = {
    userId,
    lane: 'mail',
    locale,
    zone: timeZone ?? record.zone,
    pepperVersion,
    subject,
    subjectKey,
  } as const;
  return createReset(ports, rules, request, { origin: moment.origin, browser: moment.browser });
}

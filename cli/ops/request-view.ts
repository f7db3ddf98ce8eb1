import type { Delivery } from '../../functions/domain/delivery.ts';
import { accountOf, isMailPending, LIVE, type ResetRecord } from '../../functions/domain/reset-record.ts';
import { suppressedWords } from './event-words.ts';
import type { RequestItem } from './request-items.ts';

/** Request as an administrator sees it. Instants are ISO 8601 in UTC. */
export interface RequestView {
  readonly reference: string;
  /** User ID of the account that a code was mailed to; null if there is none. */
  readonly user: string | null;
  readonly state: string;
  readonly startedBy: 'self' | 'administrator';
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expired: boolean;
  readonly resendPossibleFrom: string;
  readonly codesAskedFor: number;
  readonly guessesAtPresentCode: number;
  readonly passwordTries: number;
  readonly mail: string;
  /** Why no code was mailed, in words; null where one was, or is pending. */
  readonly notMailed: string | null;
  /** What the page of the person who started the request shows now, in words. */
  readonly seen: string;
  readonly pending: string | null;
  readonly reportedAt: string | null;
  readonly sequence: number;
  readonly lastEvent: {
    readonly event: string;
    readonly at: string;
    readonly actor: string;
    readonly by?: string;
    readonly reason?: string;
  };
  readonly deliveries: readonly DeliveryView[];
}

/** Outcome of one mail to one recipient, who is named by a digest. */
export type DeliveryView = Omit<Delivery, 'at'> & { readonly at: string };

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Returns the view of a request, without codes, tokens, their digests, the user and the source address. */
export function viewOf(item: RequestItem, now: Date, attemptsPerCode: number): RequestView {
  const { event, at, actor, by, reason } = item.lastEvent;
  return {
    reference: item.reference,
    user: accountOf(item as ResetRecord) ?? null,
    state: item.state,
    startedBy: item.startedBy ?? 'self',
    createdAt: instant(item.createdAt),
    expiresAt: instant(item.openUntil),
    expired: item.openUntil * 1000 <= now.getTime(),
    resendPossibleFrom: instant(item.resendAt),
    codesAskedFor: item.issue,
    guessesAtPresentCode: item.attempts,
    passwordTries: item.passwordTries,
    mail: mailOf(item),
    notMailed: item.suppressedFor === undefined ? null : suppressedWords(item.suppressedFor),
    seen: seenOf(item, now, attemptsPerCode),
    pending: item.pending ?? null,
    reportedAt: item.reportedAt === undefined ? null : instant(item.reportedAt),
    sequence: item.sequence,
    lastEvent: { event, at, actor, ...(by !== undefined && { by }), ...(reason !== undefined && { reason }) },
    deliveries: Object.values(item.deliveries ?? {}).map((delivery) => ({ ...delivery, at: instant(delivery.at) })),
  };
}

/**
 * What the starter's page shows. Until the starter enters the right code it is the same for any user ID, and whatever
 * became of the request.
 */
function seenOf(item: RequestItem, now: Date, attemptsPerCode: number): string {
  const { state, attempts, openUntil, resendAt, verifiedBy, resetTokenExpiresAt = 0 } = item;
  const later = (seconds: number) => seconds * 1000 > now.getTime();
  if (verifiedBy === 'starter') {
    if (state === 'COMPLETED') return 'that the password is changed, and a link to log in';
    if (state === 'APPLYING') return 'that the password is being changed';
    if (state === 'VERIFIED' && later(resetTokenExpiresAt))
      return `the fields for the new password, until ${instant(resetTokenExpiresAt)}`;
    return 'that the request has ended, and a button to start again';
  }
  if (!later(openUntil)) return `that the time is over since ${instant(openUntil)}, and a button to start again`;
  const left = Math.max(0, attemptsPerCode - attempts);
  const guesses = left === 0 ? 'that no guess is left' : `the field for the code, with ${left} guesses left`;
  const resend = later(resendAt)
    ? `another code can be asked for from ${instant(resendAt)}`
    : 'another code can be asked for';
  const elsewhere = LIVE.some((live) => live === state)
    ? ''
    : '; no code works there any more, because the request was used or ended elsewhere';
  return `${guesses}, until ${instant(openUntil)}; ${resend}${elsewhere}`;
}

function mailOf({ pending, pendingAt, suppressedFor, codeDigest, state }: RequestItem): string {
  if (isMailPending({ pending }))
    return `not sent yet, pending since ${pendingAt === undefined ? 'unknown' : instant(pendingAt)}`;
  if (suppressedFor !== undefined) return `not sent: ${suppressedFor}`;
  if (codeDigest !== undefined) return 'sent';
  if (state === 'VERIFIED' || state === 'APPLYING' || state === 'COMPLETED') return 'sent, and its code was entered';
  return 'no code is valid; the audit trail says whether it was sent (otp_mailed or otp_suppressed of this reference)';
}

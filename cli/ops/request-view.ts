import type { Delivery } from '../../functions/domain/delivery.ts';
import { isMailPending } from '../../functions/domain/reset-record.ts';
import type { RequestItem } from './request-items.ts';

/** Request as an administrator sees it. Instants are ISO 8601 in UTC. */
export interface RequestView {
  readonly reference: string;
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
export function viewOf(item: RequestItem, now: Date): RequestView {
  const { event, at, actor, by, reason } = item.lastEvent;
  return {
    reference: item.reference,
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
    pending: item.pending ?? null,
    reportedAt: item.reportedAt === undefined ? null : instant(item.reportedAt),
    sequence: item.sequence,
    lastEvent: { event, at, actor, ...(by !== undefined && { by }), ...(reason !== undefined && { reason }) },
    deliveries: Object.values(item.deliveries ?? {}).map((delivery) => ({ ...delivery, at: instant(delivery.at) })),
  };
}

function mailOf({ pending, pendingAt, suppressedFor, codeDigest, state }: RequestItem): string {
  if (isMailPending({ pending }))
    return `not sent yet, pending since ${pendingAt === undefined ? 'unknown' : instant(pendingAt)}`;
  if (suppressedFor !== undefined) return `not sent: ${suppressedFor}`;
  if (codeDigest !== undefined) return 'sent';
  if (state === 'VERIFIED' || state === 'APPLYING' || state === 'COMPLETED') return 'sent, and its code was entered';
  return 'no code is valid; the audit trail says whether it was sent (otp_mailed or otp_suppressed of this reference)';
}

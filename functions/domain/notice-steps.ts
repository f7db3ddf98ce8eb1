import { byAdministrator, bySystem, epochSeconds, type Moment } from './moment.ts';
import { type NoticeRecord, noticeKey, pendingKey } from './reset-record.ts';
import type { Step } from './step.ts';

/** Seconds for which a notice is tried: a fault of the operator must not swallow it (R31). */
const NOTICE_LIFETIME = 7 * 86_400;

/**
 * Order of an administrator (`by`: ARN) to change a user's addresses. The notice to the addresses before is pending
 * from then on, so that no change goes without it.
 */
export function newAddressNotice(
  moment: Moment,
  by: string,
  notice: {
    digestOfId: string;
    account: string;
    formerAddresses: readonly string[];
    subject: string;
    subjectKey: string;
  },
): Omit<NoticeRecord, 'stepId'> {
  const { digestOfId, ...told } = notice;
  const now = epochSeconds(moment.at);
  return {
    ...told,
    key: noticeKey(digestOfId),
    kind: 'notice',
    state: 'REQUESTED',
    createdAt: now,
    expiresAt: now + NOTICE_LIFETIME,
    pending: pendingKey('mail', moment.at),
    pendingAt: now,
    deliveries: {},
    sequence: 1,
    lastEvent: byAdministrator('user_addresses_ordered', moment, by),
  };
}

/** Records that the addresses before were told, or the `reason` why not. */
export const settleNotice = (moment: Moment, reason?: string): Step<NoticeRecord> => ({
  from: ['REQUESTED'],
  set: { state: 'SENT' },
  clear: ['pending', 'pendingAt', 'sentTo'],
  event: bySystem('former_addresses_notified', moment, reason),
});

import type { Delivery, MailKind } from './delivery.ts';
import { ANY_STATE, noticeKey, reminderKey, type RequestRecord, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';
import { bySystem, epochSeconds, type Moment } from './moment.ts';

/** Key of the record for which a mail was sent. */
export function keyOfMail(mail: MailKind, digestOfRequest: string): string {
  if (mail === 'user-id-list') return reminderKey(digestOfRequest);
  return mail === 'addresses-changed' ? noticeKey(digestOfRequest) : resetKey(digestOfRequest);
}

/**
 * Records an outcome that the mail service reported. The request itself does not change, and no answer and no
 * condition depends on it.
 */
export const noteDelivery = (at: Date, messageId: string, delivery: Delivery): Step => ({
  // An outcome can arrive at any time after the mail.
  from: ANY_STATE,
  require: { after: { expiresAt: epochSeconds(at) } },
  delivery: { messageId, noted: delivery },
  event: {
    event: `mail_${delivery.outcome}`,
    at: at.toISOString(),
    actor: 'system',
    reason: delivery.reason,
    mail: delivery.mail,
    recipient: delivery.recipient,
  },
});

/** Records the addresses that have the pending mail already. The stream then brings the record for the others. */
export const partlySent = (moment: Moment, { pending }: RequestRecord, sentTo: readonly string[]): Step => ({
  from: ANY_STATE,
  require: { equal: { pending } },
  set: { sentTo },
  event: bySystem('mail_partly_sent', moment),
});

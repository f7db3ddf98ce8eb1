import type { Delivery, MailKind } from './delivery.ts';
import { reminderKey, type RequestRecord, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';
import { epochSeconds } from './moment.ts';

/** An outcome can arrive at any time after the mail, so in any state of the request. */
const ANY_STATE: readonly RequestRecord['state'][] = [
  'REQUESTED',
  'SENT',
  'VERIFIED',
  'APPLYING',
  'COMPLETED',
  'LOCKED',
  'CANCELLED',
];

/** Key of the record for which a mail was sent. */
export const keyOfMail = (mail: MailKind, digestOfRequest: string): string =>
  mail === 'user-id-list' ? reminderKey(digestOfRequest) : resetKey(digestOfRequest);

/**
 * Records an outcome that the mail service reported. The request itself does not change, and no answer and no
 * condition depends on it.
 */
export const noteDelivery = (at: Date, messageId: string, delivery: Delivery): Step => ({
  from: ANY_STATE,
  require: { unexpiredAt: epochSeconds(at) },
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

import type { Delivery, MailKind } from './delivery.ts';
import { reminderKey, type RequestRecord, resetKey } from './reset-record.ts';
import type { Step } from './step.ts';
import { epochSeconds } from './moment.ts';

/** A mail may come back at any time after it was sent, whatever its request has come to. */
const ANY_STATE: readonly RequestRecord['state'][] = [
  'REQUESTED',
  'SENT',
  'VERIFIED',
  'APPLYING',
  'COMPLETED',
  'LOCKED',
  'CANCELLED',
];

/** The key of the record that a mail was sent for. */
export const keyOfMail = (mail: MailKind, digestOfRequest: string): string =>
  mail === 'user-id-list' ? reminderKey(digestOfRequest) : resetKey(digestOfRequest);

/** The mail service told what became of a mail. The request goes on as it was: no answer and no guard looks at it. */
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

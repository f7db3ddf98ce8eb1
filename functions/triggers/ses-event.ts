import * as z from 'zod/mini';
import { type Delivery, deliveryReason, MAIL_KINDS } from '../domain/delivery.ts';
import { epochSeconds } from '../domain/moment.ts';
import type { MailOutcomeReport } from '../use-cases/record-mail-outcome.ts';

/** Where the events of our mails come from. An event from anywhere else is none of ours. */
export interface EventOrigin {
  readonly account: string;
  readonly region: string;
  readonly configurationSet: string;
}

/** SHA-256 as base64url. */
const digest = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** As audit events name a subject. */
const recipientDigest = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
const messageId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/));
/** A word of SES; which ones are kept is a closed list of the domain's. */
const word = z.string().check(z.maxLength(100));
const instant = z.iso.datetime({ offset: true });
const seen = z.object({ timestamp: instant });

/**
 * An event of the SES configuration set as EventBridge brings it. EventBridge takes `aws.ses` as a source from nobody but
 * SES; the rest of what tells ours from others' is asked for here, whatever rule or permission let the event in. Of the addresses,
 * headers and subjects that an event holds nothing is read.
 */
function schemaOf({ account, region, configurationSet }: EventOrigin) {
  const mail = z.object({
    messageId,
    sendingAccountId: z.literal(account),
    tags: z.object({
      'ses:configuration-set': z.tuple([z.literal(configurationSet)]),
      mail: z.tuple([z.enum(MAIL_KINDS)]),
      request: z.tuple([digest]),
      recipient: z.tuple([recipientDigest]),
    }),
  });
  return z.object({
    source: z.literal('aws.ses'),
    account: z.literal(account),
    region: z.literal(region),
    time: instant,
    detail: z.discriminatedUnion('eventType', [
      z.object({ eventType: z.literal('Delivery'), mail, delivery: seen }),
      z.object({
        eventType: z.literal('Bounce'),
        mail,
        bounce: z.extend(seen, { bounceType: word, bounceSubType: word }),
      }),
      z.object({
        eventType: z.literal('Complaint'),
        mail,
        complaint: z.extend(seen, {
          complaintFeedbackType: z.nullish(word),
          complaintSubType: z.nullish(word),
        }),
      }),
      z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: word }) }),
    ]),
  });
}

type SesEvent = z.output<ReturnType<typeof schemaOf>>;

export type ReadSesEvent =
  | { readonly kind: 'read'; readonly report: MailOutcomeReport }
  /** The places where it is not what an event of ours is; no value of the event is among them. */
  | { readonly kind: 'refused'; readonly wrong: readonly string[] };

/** Makes the reader of one origin's events. */
export function sesEventReader(origin: EventOrigin): (event: unknown) => ReadSesEvent {
  const schema = schemaOf(origin);
  return (event) => {
    const result = schema.safeParse(event);
    if (result.success) return { kind: 'read', report: reportOf(result.data) };
    return { kind: 'refused', wrong: result.error.issues.map(({ path }) => path.join('.')) };
  };
}

function reportOf(event: SesEvent): MailOutcomeReport {
  const { messageId: id, tags } = event.detail.mail;
  const [mail] = tags.mail;
  const [recipient] = tags.recipient;
  const [request] = tags.request;
  return { request, messageId: id, delivery: { mail, recipient, ...saidOf(event) } };
}

function saidOf({ detail, time }: SesEvent): Pick<Delivery, 'outcome' | 'reason' | 'at'> {
  const at = (timestamp: string) => epochSeconds(new Date(timestamp));
  switch (detail.eventType) {
    case 'Delivery':
      return { outcome: 'delivered', at: at(detail.delivery.timestamp) };
    case 'Bounce': {
      const { bounceType, bounceSubType, timestamp } = detail.bounce;
      return { outcome: 'bounced', reason: deliveryReason(`${bounceType}/${bounceSubType}`), at: at(timestamp) };
    }
    case 'Complaint': {
      const { complaintSubType, complaintFeedbackType, timestamp } = detail.complaint;
      const reason = deliveryReason(complaintSubType ?? complaintFeedbackType ?? 'other');
      return { outcome: 'complained', reason, at: at(timestamp) };
    }
    case 'Reject':
      return { outcome: 'rejected', reason: deliveryReason(detail.reject.reason), at: at(time) };
  }
}

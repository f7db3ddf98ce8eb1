import * as z from 'zod/mini';
import { type Delivery, deliveryReason, MAIL_KINDS } from '../domain/delivery.ts';
import { epochSeconds } from '../domain/moment.ts';
import type { MailOutcomeReport } from '../use-cases/record-mail-outcome.ts';

/** Expected origin of the events. All other events are refused. */
export interface EventOrigin {
  readonly account: string;
  readonly region: string;
  readonly configurationSet: string;
}

/** SHA-256 as base64url. */
const digest = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
/** Keyed digest of an address, as in audit events. */
const recipientDigest = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
const messageId = z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/));
/** Word that SES writes; the domain has the closed list of those that are kept. */
const word = z.string().check(z.maxLength(100));
const instant = z.iso.datetime({ offset: true });
const seen = z.object({ timestamp: instant });

/**
 * Event of the SES configuration set, as EventBridge delivers it. Only SES can send EventBridge events with the
 * source `aws.ses`; this schema checks the rest, whatever rule or permission let the event in. It reads no address,
 * header or subject.
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

/** Result of reading an event. */
export type ReadSesEvent =
  | { readonly kind: 'read'; readonly report: MailOutcomeReport }
  /** Paths of the fields that do not match; their values are not included. */
  | { readonly kind: 'refused'; readonly wrong: readonly string[] };

/** Makes a reader for the events of one origin. */
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
  return { request, messageId: id, delivery: { mail, recipient, ...outcomeOf(event) } };
}

function outcomeOf({ detail, time }: SesEvent): Pick<Delivery, 'outcome' | 'reason' | 'at'> {
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

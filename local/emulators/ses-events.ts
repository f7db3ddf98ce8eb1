import { randomUUID } from 'node:crypto';
import { ACCOUNT, arn, REGION } from '../account.ts';

/** Events that a configuration set can publish about the mails of this emulator. */
export const EVENT_TYPES = ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'] as const;

export type SesEventType = (typeof EVENT_TYPES)[number];

/** A mail that SES took, as its events describe it. */
export interface SentMail {
  readonly messageId: string;
  readonly source: string;
  readonly to: string;
  readonly subject: string;
  readonly configurationSet: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sentAt: Date;
}

/** An event as EventBridge brings it to a target. */
export interface EventBridgeEvent {
  readonly source: string;
  readonly [name: string]: unknown;
}

const DETAIL_TYPES: Readonly<Record<SesEventType, string>> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
};

/**
 * The event in EventBridge's envelope; `details` are SES's fields beside the mail, such as `{ bounceType,
 * bounceSubType }`.
 */
export function sesEvent(eventType: SesEventType, mail: SentMail, details: object = {}): EventBridgeEvent {
  const now = new Date();
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[eventType],
    source: 'aws.ses',
    account: ACCOUNT,
    time: now.toISOString().replace(/\.\d+/, ''),
    region: REGION,
    resources: [arn('ses', `configuration-set/${mail.configurationSet}`)],
    detail: { eventType, mail: described(mail), [eventType.toLowerCase()]: factsOf(eventType, mail, now, details) },
  };
}

function described({ messageId, source, to, subject, configurationSet, tags, sentAt }: SentMail): object {
  return {
    timestamp: sentAt.toISOString(),
    source,
    sourceArn: arn('ses', `identity/${source}`),
    sendingAccountId: ACCOUNT,
    messageId,
    destination: [to],
    headersTruncated: false,
    headers: [
      { name: 'From', value: source },
      { name: 'To', value: to },
      { name: 'Subject', value: subject },
    ],
    commonHeaders: { from: [source], to: [to], messageId, subject },
    tags: {
      'ses:configuration-set': [configurationSet],
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  };
}

function factsOf(eventType: SesEventType, { to, sentAt }: SentMail, now: Date, details: object): object {
  const timestamp = now.toISOString();
  const feedbackId = `${randomUUID()}-000000`;
  switch (eventType) {
    case 'Send':
      return {};
    case 'Delivery':
      return {
        timestamp,
        processingTimeMillis: now.getTime() - sentAt.getTime(),
        recipients: [to],
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'mta.example.com',
      };
    case 'Bounce':
      return {
        feedbackId,
        ...details,
        bouncedRecipients: [
          {
            emailAddress: to,
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: `smtp; 550 5.1.1 <${to}> user unknown`,
          },
        ],
        timestamp,
        reportingMTA: 'dsn; mta.example.com',
      };
    case 'Complaint':
      return {
        feedbackId,
        complaintSubType: null,
        ...details,
        complainedRecipients: [{ emailAddress: to }],
        timestamp,
      };
    case 'Reject':
      return details;
  }
}

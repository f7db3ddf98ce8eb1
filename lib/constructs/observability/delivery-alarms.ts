import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Functions } from '../functions.ts';
import type { MailEvents } from '../mail-events.ts';
import type { StreamConsumer } from '../stream-consumer.ts';
import type { AlarmBook } from './alarm-book.ts';
import { type Counts, PERIOD, percentage, sum } from './counts.ts';
import type { ReleaseAlarms } from './step-alarms.ts';

export interface DeliveryParts {
  readonly functions: Functions;
  readonly mailStream: StreamConsumer;
  readonly auditStream: StreamConsumer;
  readonly mailEvents: MailEvents;
}

const HOUR = Duration.hours(1);

/** A code lives ten minutes and a person looks at the inbox for one. */
const MAIL_LATE = Duration.minutes(2);

/** The stream keeps a record for 24 hours; what is not published by then is lost to the auditor. */
const AUDIT_LATE = Duration.minutes(15);
const AUDIT_AT_RISK = Duration.hours(6);

/** Percent. SES reviews an account from 5 % bounces and 0.1 % complaints, and pauses its sending at 10 % and 0.5 %. */
const BOUNCES = { percent: 5, least: 5 };
const COMPLAINTS = { percent: 0.1, least: 2 };

/** Mails and the audit trail: everything behind the table's stream. */
export function deliveryAlarms(book: AlarmBook, counts: Counts, parts: DeliveryParts): ReleaseAlarms {
  streams(book, parts);
  mailService(book, counts);
  return failures(book, counts, parts);
}

function streams(book: AlarmBook, { functions, mailStream, auditStream, mailEvents }: DeliveryParts): void {
  const age = ({ lambda }: Functions['mailConsumer'] | Functions['auditConsumer']) =>
    lambda.metric('IteratorAge', { period: Duration.minutes(1), statistic: Stats.MAXIMUM });
  const waiting = (queue: Queue) =>
    queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM });

  book.add({
    section: 'mails-late',
    severity: 'page',
    impact: 'People wait for minutes for the mail with their code, and some codes expire on the way.',
    metric: age(functions.mailConsumer),
    threshold: MAIL_LATE.toMilliseconds(),
    periods: { bad: 3, outOf: 5 },
  });
  book.add({
    section: 'mails-given-up',
    severity: 'ticket',
    impact: 'Some mails come a minute or two late, because the redelivery has to send them.',
    metric: waiting(mailStream.failures),
    threshold: 1,
  });
  book.add({
    section: 'audit-late',
    of: 'ticket',
    severity: 'ticket',
    impact: 'Nobody who resets a password feels it; the audit trail and the numbers of the dashboard are late.',
    metric: age(functions.auditConsumer),
    threshold: AUDIT_LATE.toMilliseconds(),
    periods: { bad: 3, outOf: 5 },
  });
  book.add({
    section: 'audit-late',
    of: 'page',
    severity: 'page',
    impact: 'Nobody who resets a password feels it; audit events are lost for good when they are a day late.',
    metric: age(functions.auditConsumer),
    threshold: AUDIT_AT_RISK.toMilliseconds(),
    periods: { bad: 3, outOf: 5 },
  });
  book.add({
    section: 'audit-given-up',
    severity: 'page',
    impact: 'Nobody who resets a password feels it; audit events are missing and can be read again for a day only.',
    metric: waiting(auditStream.failures),
    threshold: 1,
  });
  book.add({
    section: 'mail-outcomes-unrecorded',
    of: 'given-up',
    severity: 'ticket',
    impact: 'Nobody who resets a password feels it; support cannot see what became of some mails.',
    metric: waiting(mailEvents.failures),
    threshold: 1,
  });
}

function failures(book: AlarmBook, counts: Counts, { functions }: DeliveryParts): ReleaseAlarms {
  const errors = ({ lambda }: Functions['all'][number]) => lambda.metricErrors({ period: PERIOD });

  const mails = book.add({
    section: 'mails-failing',
    severity: 'page',
    impact: 'Some people get no code by mail, or get it a minute or two late.',
    metric: sum([errors(functions.mailConsumer), counts.of('mail-consumer', 'failed')], 'Deliveries that failed'),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  const audit = book.add({
    section: 'audit-failing',
    severity: 'ticket',
    impact: 'Nobody who resets a password feels it; the audit trail is not written while this goes on.',
    metric: sum([errors(functions.auditConsumer), counts.of('audit-consumer', 'failed')], 'Events that failed'),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  const redelivery = book.add({
    section: 'redelivery-failing',
    of: 'errors',
    severity: 'page',
    impact: 'Mails that failed once are not sent again, and interrupted password changes stay unsettled.',
    // It fails as a whole when anything could not be settled, and it runs every minute.
    metric: errors(functions.redelivery),
    threshold: 3,
    periods: { bad: 2, outOf: 3 },
  });
  book.add({
    section: 'redelivery-failing',
    of: 'silence',
    severity: 'page',
    impact: 'Mails that fail from now on are not sent again, because the redelivery does not run.',
    metric: functions.redelivery.lambda.metricInvocations({ period: PERIOD, statistic: Stats.SUM }),
    threshold: 1,
    below: true,
    periods: { bad: 3, outOf: 3 },
    silence: 'is trouble',
  });
  const outcomes = book.add({
    section: 'mail-outcomes-unrecorded',
    of: 'errors',
    severity: 'ticket',
    impact: 'Nobody who resets a password feels it; support sees what became of a mail late or not at all.',
    metric: errors(functions.mailEvents),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  return new Map([
    ['mail-events', [outcomes]],
    ['mail-consumer', [mails]],
    ['audit-consumer', [audit]],
    ['redelivery', [redelivery]],
  ]);
}

function mailService(book: AlarmBook, counts: Counts): void {
  const event = (metric: 'delivered' | 'bounced' | 'complained' | 'rejected') => counts.of('mail-events', metric, HOUR);

  book.add({
    section: 'mail-ceiling-reached',
    severity: 'page',
    impact: 'Nobody gets a code until midnight UTC; the pages look as if one had been sent.',
    metric: sum(
      [counts.of('mail-consumer', 'mail-ceiling'), counts.of('redelivery', 'mail-ceiling')],
      'Mails held back by the ceiling',
    ),
    threshold: 1,
  });
  book.add({
    section: 'mails-rejected',
    severity: 'page',
    impact: 'People get no code, because the mail service will not take our mails.',
    metric: sum(
      [counts.of('audit-consumer', 'mail-rejected'), counts.of('mail-events', 'rejected')],
      'Mails that were rejected',
    ),
    threshold: 3,
  });
  book.add({
    section: 'mails-bouncing',
    severity: 'page',
    impact: 'Codes do not reach their readers, and the mail service may stop sending for everybody.',
    metric: percentage([event('bounced')], [event('bounced'), event('delivered')], {
      least: BOUNCES.least,
      label: 'Mails that bounced, %',
      period: HOUR,
    }),
    threshold: BOUNCES.percent,
  });
  book.add({
    section: 'mails-complained-of',
    severity: 'ticket',
    impact: 'People take our mails for spam, and the mail service may stop sending for everybody.',
    metric: percentage([event('complained')], [event('delivered')], {
      least: COMPLAINTS.least,
      label: 'Mails complained of, %',
      period: HOUR,
    }),
    threshold: COMPLAINTS.percent,
  });
  book.add({
    section: 'change-not-told',
    severity: 'ticket',
    impact: 'Somebody whose password was changed was not told, and would not know if it was an attacker.',
    metric: counts.of('audit-consumer', 'change-not-told'),
    threshold: 1,
  });
}

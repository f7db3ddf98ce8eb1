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

/** Delay from which mails are late. A code is valid for ten minutes, and users wait at their inbox for about one. */
const MAIL_LATE = Duration.minutes(2);

/** Delays from which the audit trail is late, and at risk: the stream drops a record after 24 hours. */
const AUDIT_LATE = Duration.minutes(15);
const AUDIT_AT_RISK = Duration.hours(6);

/** Percentages from which SES reviews an account. It pauses sending at 10 % bounces and 0.5 % complaints. */
const BOUNCES = { percent: 5, minimum: 5 };
const COMPLAINTS = { percent: 0.1, minimum: 2 };

/**
 * Adds the alarms on mails and the audit trail, which follow the table's stream. Returns those that stop a release.
 */
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
    impact: 'Users wait minutes for the mail with their code, and some codes expire before they arrive.',
    metric: age(functions.mailConsumer),
    threshold: MAIL_LATE.toMilliseconds(),
    periods: { bad: 3, outOf: 5 },
  });
  book.add({
    section: 'mails-given-up',
    severity: 'ticket',
    only: 'full',
    impact: 'Some mails arrive a minute or two late, because the redelivery has to send them.',
    metric: waiting(mailStream.failures),
    threshold: 1,
  });
  book.add({
    section: 'audit-late',
    of: 'ticket',
    severity: 'ticket',
    only: 'full',
    impact: 'Users notice nothing. The audit trail and the numbers on the dashboard are late.',
    metric: age(functions.auditConsumer),
    threshold: AUDIT_LATE.toMilliseconds(),
    periods: { bad: 3, outOf: 5 },
  });
  book.add({
    section: 'audit-late',
    of: 'page',
    severity: 'page',
    impact: 'Users notice nothing. Audit events that are a day late are lost for good.',
    metric: age(functions.auditConsumer),
    threshold: AUDIT_AT_RISK.toMilliseconds(),
    periods: { bad: 3, outOf: 5 },
  });
  book.add({
    section: 'audit-given-up',
    severity: 'page',
    impact: 'Users notice nothing. Audit events are missing, and can be read again only for a day.',
    metric: waiting(auditStream.failures),
    threshold: 1,
  });
  book.add({
    section: 'audit-unsealed',
    severity: 'ticket',
    only: 'full',
    impact: 'Users notice nothing. A line that is removed from the trail since the last checkpoint may not be found.',
    // A run without an error counts as 0 errors, so an hour without data is one without a run. What the stream does
    // with the checkpoint is watched by the alarms on the trail.
    metric: functions.auditCheckpoint.lambda.metricErrors({ period: HOUR }),
    threshold: 1,
    periods: { bad: 3, outOf: 3 },
    missingData: 'is bad',
  });
  book.add({
    section: 'mail-outcomes-unrecorded',
    of: 'given-up',
    severity: 'ticket',
    only: 'full',
    impact: 'Users notice nothing. Support cannot see the outcome of some mails.',
    metric: waiting(mailEvents.failures),
    threshold: 1,
  });
}

function failures(book: AlarmBook, counts: Counts, { functions }: DeliveryParts): ReleaseAlarms {
  const errors = ({ lambda }: Functions['all'][number]) => lambda.metricErrors({ period: PERIOD });

  const mails = book.add({
    section: 'mails-failing',
    severity: 'page',
    impact: 'Some users get no mail with their code, or get it a minute or two late.',
    metric: sum([errors(functions.mailConsumer), counts.of('mail-consumer', 'failed')], 'Deliveries that failed'),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  const audit = book.add({
    section: 'audit-failing',
    severity: 'ticket',
    only: 'full',
    impact: 'Users notice nothing. The audit trail is not written until this is fixed.',
    metric: sum([errors(functions.auditConsumer), counts.of('audit-consumer', 'failed')], 'Events that failed'),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  const redelivery = book.add({
    section: 'redelivery-failing',
    severity: 'page',
    impact: 'Mails that failed once are not sent again, and interrupted password changes stay unsettled.',
    // It runs every minute, and a run fails when it could not settle everything. A run without an error counts as 0
    // errors, so five minutes without data are five without a run.
    metric: errors(functions.redelivery),
    threshold: 3,
    periods: { bad: 2, outOf: 3 },
    missingData: 'is bad',
  });
  const outcomes = book.add({
    section: 'mail-outcomes-unrecorded',
    of: 'errors',
    severity: 'ticket',
    only: 'full',
    impact: 'Users notice nothing. Support sees the outcome of a mail late or not at all.',
    metric: errors(functions.mailEvents),
    threshold: 5,
    periods: { bad: 2, outOf: 3 },
  });
  return new Map([
    ['mail-events', outcomes],
    ['mail-consumer', mails],
    ['audit-consumer', audit],
    ['redelivery', redelivery],
  ]);
}

function mailService(book: AlarmBook, counts: Counts): void {
  const event = (metric: 'delivered' | 'bounced' | 'complained' | 'rejected') => counts.of('mail-events', metric, HOUR);
  const bounced = event('bounced');

  book.add({
    section: 'mail-ceiling-reached',
    severity: 'page',
    impact: 'No user gets a code until midnight UTC. The pages look as if one had been sent.',
    // The redelivery alone: it tries every minute what the stream could not send, so this is one metric, not two.
    metric: counts.of('redelivery', 'mail-ceiling'),
    threshold: 1,
  });
  book.add({
    section: 'mail-misconfigured',
    severity: 'page',
    impact: 'No user gets a mail until a permission or a setting of the mail service is corrected.',
    // The redelivery alone, as above.
    metric: counts.of('redelivery', 'mail-misconfigured'),
    threshold: 1,
  });
  book.add({
    section: 'mails-rejected',
    severity: 'page',
    impact: 'Some users get no code, because the mail service does not accept mails to their addresses.',
    metric: sum([counts.of('audit-consumer', 'mail-rejected'), counts.of('mail-events', 'rejected')], 'Rejected mails'),
    threshold: 3,
  });
  book.add({
    section: 'mails-bouncing',
    severity: 'page',
    impact: 'Codes do not reach some users, and the mail service may stop sending for everyone.',
    metric: percentage([bounced], [bounced, event('delivered')], {
      minimum: BOUNCES.minimum,
      label: 'Bounced mails, %',
      period: HOUR,
    }),
    threshold: BOUNCES.percent,
  });
  book.add({
    section: 'mails-complained-of',
    severity: 'ticket',
    only: 'full',
    impact: 'Users mark our mails as spam, and the mail service may stop sending for everyone.',
    metric: percentage([event('complained')], [event('delivered')], {
      minimum: COMPLAINTS.minimum,
      label: 'Mails marked as spam, %',
      period: HOUR,
    }),
    threshold: COMPLAINTS.percent,
  });
  book.add({
    section: 'change-not-told',
    severity: 'ticket',
    only: 'full',
    impact: 'A user was not notified that their password was changed, so they would not notice an attacker.',
    metric: counts.of('audit-consumer', 'change-not-told'),
    threshold: 1,
  });
}

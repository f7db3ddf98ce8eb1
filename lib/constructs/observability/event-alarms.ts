import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { EventPublishing } from '../event-publishing.ts';
import type { AlarmBook } from './alarm-book.ts';

const PERIOD = Duration.minutes(5);

/** Adds the alarms on events that the event bus did not get. */
export function eventAlarms(book: AlarmBook, { failures, trail, subscription }: EventPublishing): void {
  book.add({
    section: 'events-given-up',
    of: 'by-the-bus',
    severity: 'ticket',
    impact: 'Users notice nothing. Applications did not get some events, which wait in a queue for two weeks.',
    metric: failures.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: Stats.MAXIMUM }),
    threshold: 1,
  });
  book.add({
    section: 'events-given-up',
    of: 'by-the-log',
    severity: 'ticket',
    impact: 'Users notice nothing. Applications did not get some events, which are in the audit trail alone.',
    metric: new Metric({
      namespace: 'AWS/Logs',
      metricName: 'DeliveryErrors',
      dimensionsMap: { LogGroupName: trail.logGroupName, DestinationType: 'Lambda', FilterName: subscription },
      statistic: Stats.SUM,
      period: PERIOD,
    }),
    threshold: 1,
  });
}

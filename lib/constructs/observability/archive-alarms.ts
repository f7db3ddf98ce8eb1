import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { AuditArchive } from '../audit-archive.ts';
import type { AlarmBook } from './alarm-book.ts';

/**
 * Delay from which audit events are late. Firehose fills a file for five minutes; it and CloudWatch Logs retry for a
 * day.
 */
const LATE = Duration.hours(1);

/** Adds the alarms on the delivery of audit events into the archive and on the digests of the archive. */
export function archiveAlarms(book: AlarmBook, { stream, digest }: AuditArchive): void {
  book.add({
    section: 'archive-late',
    severity: 'page',
    impact: 'Users notice nothing. Audit events that are a day late are lost to the archive.',
    metric: new Metric({
      namespace: 'AWS/Firehose',
      metricName: 'DeliveryToS3.DataFreshness',
      dimensionsMap: { DeliveryStreamName: stream.ref },
      statistic: Stats.MAXIMUM,
      period: Duration.minutes(5),
    }),
    threshold: LATE.toSeconds(),
    periods: { bad: 3, outOf: 3 },
  });
  book.add({
    section: 'archive-unsigned',
    severity: 'ticket',
    impact: 'Users notice nothing. New files of the archive are locked, but no digest covers them yet.',
    // A run without an error counts as 0 errors, so an hour without data is one without a run.
    metric: digest.lambda.metricErrors({ period: Duration.hours(1) }),
    threshold: 1,
    periods: { bad: 3, outOf: 3 },
    missingData: 'is bad',
  });
}

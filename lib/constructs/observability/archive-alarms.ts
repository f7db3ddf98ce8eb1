import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { AuditArchive } from '../audit-archive.ts';
import type { AlarmBook } from './alarm-book.ts';

/** Firehose fills a file for five minutes, and tries for a day; CloudWatch Logs tries for a day as well. */
const LATE = Duration.hours(1);

/** The way of audit events into the archive, and the digests over it. */
export function archiveAlarms(book: AlarmBook, { stream, digest }: AuditArchive): void {
  book.add({
    section: 'archive-late',
    severity: 'page',
    impact: 'Nobody who resets a password feels it; audit events are missing in the archive when they are a day late.',
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
    of: 'errors',
    severity: 'ticket',
    impact: 'Nobody who resets a password feels it; new files of the archive are locked, but no digest names them yet.',
    metric: digest.lambda.metricErrors({ period: Duration.hours(1) }),
    threshold: 1,
    periods: { bad: 2, outOf: 3 },
  });
  book.add({
    section: 'archive-unsigned',
    of: 'silence',
    severity: 'ticket',
    impact: 'Nobody who resets a password feels it; new files of the archive are locked, but no digest names them yet.',
    metric: digest.lambda.metricInvocations({ period: Duration.hours(1), statistic: Stats.SUM }),
    threshold: 1,
    below: true,
    periods: { bad: 3, outOf: 3 },
    silence: 'is trouble',
  });
}

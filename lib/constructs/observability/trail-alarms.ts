import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import type { Settings } from '../../settings/schema.ts';
import { auditLogGroups } from '../../stage-names.ts';
import type { AlarmBook } from './alarm-book.ts';

/** Calls that end, shorten or divert a log. */
const CALLS = [
  'DeleteLogGroup',
  'DeleteLogStream',
  'PutRetentionPolicy',
  'DeleteRetentionPolicy',
  'PutLogGroupDeletionProtection',
  'DeleteSubscriptionFilter',
  'PutSubscriptionFilter',
  'DisassociateKmsKey',
];

/**
 * Adds the alarm on changes of the log groups with audit events. The account needs a CloudTrail
 * trail of management events: EventBridge gets these calls from it.
 */
export function trailAlarms(book: AlarmBook, { stage, directory }: Settings): void {
  const rule = new Rule(book, 'TrailChanged', {
    description: 'Changes of the log groups with audit events',
    eventPattern: {
      source: ['aws.logs'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['logs.amazonaws.com'],
        eventName: CALLS,
        requestParameters: { logGroupName: auditLogGroups(stage, directory) },
      },
    },
  });
  book.add({
    section: 'trail-changed',
    severity: 'page',
    impact: 'Users notice nothing. Someone deleted audit events, or changed how long they are kept or where they go.',
    metric: new Metric({
      namespace: 'AWS/Events',
      metricName: 'TriggeredRules',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    }),
    threshold: 1,
  });
}

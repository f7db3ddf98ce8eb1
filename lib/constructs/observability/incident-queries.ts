import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, Match, Rule } from 'aws-cdk-lib/aws-events';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduledQuery } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { incidentQueries } from '../../../cli/audit/queries/index.ts';
import { nightly } from '../../../cli/audit/queries/nightly.ts';
import { permission, statementsOf, together } from '../access.ts';
import type { Encryption } from '../encryption.ts';
import type { StageLogGroup } from '../stage-log-group.ts';
import type { AlarmBook } from './alarm-book.ts';

export interface IncidentQueriesProps {
  readonly stage: string;
  readonly encryption: Encryption;
  /** Log groups with audit events, the trail first. */
  readonly logGroups: readonly StageLogGroup[];
}

/** Questions whose hit is most likely an account in the hands of someone else, or a forged trail. */
const URGENT: ReadonlySet<string> = new Set(['changes-without-code', 'success-after-failures', 'contradictions']);

const DAY = Duration.days(1);

/**
 * Asks each question about incidents every night, about the day before (UTC). CloudWatch Logs reports each run on the
 * default event bus, with its number of rows and without the rows; a rule counts the runs with rows, and an alarm rings
 * (docs/adr/0034-incident-questions-at-night.md).
 */
export class IncidentQueries extends Construct {
  constructor(scope: Construct, id: string, book: AlarmBook, { stage, encryption, logGroups }: IncidentQueriesProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      description: 'Reads the audit events for the questions of the night',
      assumedBy: new ServicePrincipal('logs.amazonaws.com'),
    });
    const access = together(
      permission(
        ['logs:StartQuery'],
        logGroups.map(({ logGroupArn }) => logGroupArn),
      ),
      // They name a query, or list groups: IAM knows no resource for them.
      permission(['logs:DescribeLogGroups', 'logs:GetQueryResults', 'logs:StopQuery'], ['*']),
      encryption.readLogs(),
    );
    const policy = new Policy(this, 'Policy', { roles: [role], statements: statementsOf(access) });
    for (const [position, query] of incidentQueries.entries()) {
      const { text, schedule, lookBack } = nightly(query, position);
      const scheduled = new CfnScheduledQuery(this, query.name, {
        name: `password-reset-${stage}-${query.name}`,
        description: query.question,
        queryLanguage: 'CWLI',
        queryString: text,
        logGroupIdentifiers: logGroups.map(({ logGroupName }) => logGroupName),
        scheduleExpression: schedule,
        timezone: 'UTC',
        startTimeOffset: lookBack,
        executionRoleArn: role.roleArn,
        state: 'ENABLED',
      });
      // CloudWatch Logs may test the role when the query is created.
      scheduled.node.addDependency(policy);
      const hits = this.#counted(`Hits-${query.name}`, `Runs of ${query.name} that found something`, {
        resources: [scheduled.attrScheduledQueryArn],
        detail: { statistics: { resultCount: Match.greaterThan(0) } },
      });
      book.add({
        section: 'incident-found',
        of: query.name,
        severity: URGENT.has(query.name) ? 'page' : 'ticket',
        impact: `${query.question} The question of the night found some: ${query.aHitMeans}`,
        metric: hits,
        threshold: 1,
      });
    }
    const [trail] = logGroups;
    const answered = this.#counted('Answered', 'Runs of the questions of the night', {
      detail: { status: ['Complete'], logGroupIdentifiers: [trail?.logGroupName] },
    });
    book.add({
      section: 'incidents-unasked',
      severity: 'ticket',
      impact: 'Users notice nothing. Some questions about incidents were not answered in two nights.',
      metric: answered,
      threshold: incidentQueries.length,
      below: true,
      periods: { bad: 2, outOf: 2 },
      missingData: 'is bad',
    });
  }

  /** A rule without a target counts the events that match it. */
  #counted(id: string, description: string, pattern: EventPattern): Metric {
    const rule = new Rule(this, id, {
      description,
      eventPattern: { source: ['aws.logs'], detailType: ['Scheduled Query Completed'], ...pattern },
    });
    return new Metric({
      namespace: 'AWS/Events',
      metricName: 'TriggeredRules',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: Stats.SUM,
      period: DAY,
    });
  }
}

import { CfnOutput, Stack } from 'aws-cdk-lib';
import { ServicePrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '../../settings/schema.ts';

/** `page`: people cannot reset their passwords, or will not soon; somebody gets up. `ticket`: it can wait for the morning. */
export type Severity = 'page' | 'ticket';

/** Where alarms go: a topic for each severity, so that a pager can listen to the one and a ticket system to the other. */
export class AlarmTopics extends Construct {
  readonly page: Topic;
  readonly ticket: Topic;

  constructor(scope: Construct, id: string, { stage, alarmEmail }: Settings) {
    super(scope, id);
    const topic = (severity: Severity) => {
      const made = new Topic(this, severity, { topicName: `password-reset-${stage}-${severity}`, enforceSSL: true });
      // A policy of a topic's own replaces the default one, by which CloudWatch may publish.
      made.addToResourcePolicy(
        new PolicyStatement({
          sid: 'AlarmsOfThisAccount',
          principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
          actions: ['sns:Publish'],
          resources: [made.topicArn],
          conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
        }),
      );
      if (alarmEmail !== undefined) made.addSubscription(new EmailSubscription(alarmEmail));
      new CfnOutput(Stack.of(this), severity === 'page' ? 'PageTopicArn' : 'TicketTopicArn', {
        value: made.topicArn,
        description: `Alarms of the severity ${severity}`,
      });
      return made;
    };
    this.page = topic('page');
    this.ticket = topic('ticket');
  }
}

import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '../../settings/schema.ts';

/** `page`: users cannot reset their passwords, or soon will not be able to. `ticket`: it can wait for the morning. */
export type Severity = 'page' | 'ticket';

/**
 * SNS topics of the alarms, one for each severity, for a pager and a ticket system to subscribe to. The policy of a
 * topic of yours, and its subscriptions, are your part.
 */
export class AlarmTopics extends Construct {
  readonly page: ITopic;
  readonly ticket: ITopic;

  constructor(scope: Construct, id: string, { stage, alarmEmail, pageTopicArn, ticketTopicArn }: Settings) {
    super(scope, id);
    const topic = (severity: Severity, yours: string | undefined): ITopic => {
      if (yours !== undefined) return Topic.fromTopicArn(this, severity, yours);
      const made = new Topic(this, severity, { topicName: `password-reset-${stage}-${severity}`, enforceSSL: true });
      // A topic policy replaces the default one, which lets CloudWatch publish.
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
      return made;
    };
    this.page = topic('page', pageTopicArn);
    this.ticket = topic('ticket', ticketTopicArn);
  }
}

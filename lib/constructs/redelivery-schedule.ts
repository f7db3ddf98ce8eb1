import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Runs the redelivery every minute. A failed run is not retried: the next run does its work. */
export class RedeliverySchedule extends Construct {
  constructor(scope: Construct, id: string, redelivery: IFunction) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'Sends mails that are still pending',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(redelivery, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}

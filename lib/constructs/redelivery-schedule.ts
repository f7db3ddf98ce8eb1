import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Looks every minute for mails that are still owed. A run that failed is not repeated: the next one does its work. */
export class RedeliverySchedule extends Construct {
  constructor(scope: Construct, id: string, redelivery: IFunction) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'Sends the mails that the stream did not bring',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(redelivery, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}

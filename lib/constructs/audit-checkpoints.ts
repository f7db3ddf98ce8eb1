import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';

/**
 * Writes the checkpoints of the audit trail, `auditCheckpointMinutes` apart, also when nothing happened. A failed run
 * is not retried: the next run writes the checkpoints that are missing.
 */
export class AuditCheckpoints extends Construct {
  constructor(scope: Construct, id: string, settings: Settings, checkpoint: IFunction) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'Lists the audit events of each period',
      schedule: Schedule.rate(Duration.minutes(settings.auditCheckpointMinutes)),
      targets: [new LambdaFunction(checkpoint, { retryAttempts: 0, maxEventAge: Duration.minutes(5) })],
    });
  }
}

import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { type Alias, EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import type { Encryption } from './encryption.ts';
import { failureQueue } from './failure-queue.ts';

export interface MailEventsProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  readonly consumer: { readonly target: IFunction; readonly alias?: Alias; readonly role: Role };
  /** Name of the configuration set that publishes the events. */
  readonly configurationSetName: string;
}

/** Time for which an event is retried, the maximum of Lambda. */
const MAX_AGE = Duration.hours(6);

/**
 * Brings SES's events about our mails (docs/reference/mail-events.md) from the default event bus to a function. Only
 * this rule may invoke the function.
 *
 * An event that the bus cannot deliver, or that the function fails on, goes to a queue. It contains the recipient's
 * address, so the queue keeps it for only four days.
 */
export class MailEvents extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: MailEventsProps) {
    super(scope, id);
    const { settings, encryption, consumer, configurationSetName } = props;
    const { account, region } = Stack.of(this);
    this.failures = failureQueue(this, { settings, encryption, role: consumer.role, retention: Duration.days(4) });
    const { queueArn } = this.failures;
    new EventInvokeConfig(this, 'Retries', {
      function: consumer.target,
      qualifier: consumer.alias?.aliasName,
      maxEventAge: MAX_AGE,
      // Maximum of Lambda: after one minute, and after two more.
      retryAttempts: 2,
      // Not `SqsDestination`, which would also grant reading the queue's attributes.
      onFailure: { bind: () => ({ destination: queueArn }) },
    });
    new Rule(this, 'Rule', {
      description: 'Outcomes of the mails that were sent',
      eventPattern: {
        source: ['aws.ses'],
        account: [account],
        region: [region],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(consumer.target, {
          deadLetterQueue: this.failures,
          maxEventAge: MAX_AGE,
          retryAttempts: 24,
        }),
      ],
    });
  }
}

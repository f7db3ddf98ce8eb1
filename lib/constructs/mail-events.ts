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
  /** The configuration set that publishes the events; what it publishes is said where it is made. */
  readonly configurationSetName: string;
}

/** How long an event is tried: Lambda's own bound, and a mail that came back later than this still means what it says. */
const MAX_AGE = Duration.hours(6);

/**
 * Brings what SES tells of our mails (docs/reference/mail-events.md) from the default event bus to a function. Only this rule may invoke it.
 *
 * What the bus cannot deliver and what the function fails on goes to a queue. Such a message is the whole event, the recipient's
 * address included, so it is kept for four days and no longer.
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
      // Lambda's most, after one minute and after two more.
      retryAttempts: 2,
      // Not `SqsDestination`, which also grants to read the queue's attributes.
      onFailure: { bind: () => ({ destination: queueArn }) },
    });
    new Rule(this, 'Rule', {
      description: 'What became of the mails that were sent',
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

import { Aws, Duration } from 'aws-cdk-lib';
import { Effect } from 'aws-cdk-lib/aws-iam';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { auxiliaryFunctions, BUS_EVENTS } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';
import { eventSource } from '../stage-names.ts';
import { together, variables } from './access.ts';
import type { Encryption } from './encryption.ts';
import { failureQueue } from './failure-queue.ts';
import { baseVariables } from './grants.ts';
import { PasswordResetFunction } from './password-reset-function.ts';
import type { StageLogGroup } from './stage-log-group.ts';

export interface EventPublishingProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** Log group of the audit trail. */
  readonly trail: StageLogGroup;
}

/** Name of the subscription to the trail. */
const SUBSCRIPTION = 'event-bus';

/**
 * Brings audit events that applications use to an event bus: the log of the trail → `event-publisher` → the bus. The
 * audit consumer does not wait for the bus, so a bus that fails cannot hold up the trail.
 *
 * Events that the bus does not take go to a queue, which keeps them for two weeks.
 */
export class EventPublishing extends Construct {
  readonly failures: Queue;
  readonly publisher: PasswordResetFunction<'event-publisher'>;
  readonly trail: StageLogGroup;
  readonly subscription = SUBSCRIPTION;

  constructor(scope: Construct, id: string, { settings, encryption, trail }: EventPublishingProps) {
    super(scope, id);
    this.trail = trail;
    this.publisher = publisherOf(this, settings, encryption);
    const { lambda, role } = this.publisher;
    this.failures = failureQueue(this, { settings, encryption, role, retention: Duration.days(14) });
    const { queueArn } = this.failures;
    new EventInvokeConfig(this, 'Retries', {
      function: lambda,
      // Maxima of Lambda: after one minute, and after two more. While Lambda throttles, for six hours.
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      // Not `SqsDestination`, which would also grant reading the queue's attributes.
      onFailure: { bind: () => ({ destination: queueArn }) },
    });
    new SubscriptionFilter(this, 'Subscription', {
      logGroup: trail,
      filterName: SUBSCRIPTION,
      // The function gets no line that it would drop.
      filterPattern: FilterPattern.any(
        ...BUS_EVENTS.map((event) => FilterPattern.stringValue('$.audit.event', '=', event)),
      ),
      destination: new LambdaDestination(lambda),
    });
  }
}

/** The function may send to this one bus, and under the source of its stage alone. */
function publisherOf(scope: Construct, settings: Settings, encryption: Encryption) {
  const source = eventSource(settings.stage);
  const { eventBus } = settings;
  const bus =
    eventBus === 'default' ? `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default` : eventBus;
  const send = {
    variables: {},
    statements: [
      {
        effect: Effect.ALLOW,
        actions: ['events:PutEvents'],
        resources: [bus],
        conditions: { StringEquals: { 'events:source': source } },
      },
    ],
  };
  return new PasswordResetFunction(scope, 'event-publisher', {
    settings,
    encryption,
    entry: auxiliaryFunctions['event-publisher'],
    access: together(variables({ ...baseVariables({ settings }), EVENT_BUS: eventBus, EVENT_SOURCE: source }), send),
    timeout: Duration.seconds(60),
    memorySize: 512,
    logRetention: settings.logRetentionDays,
    provisionedConcurrency: 0,
    shifted: false,
  });
}

import type { Duration } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings } from '../settings/schema.ts';
import { permission, statementsOf, together } from './access.ts';
import type { Encryption } from './encryption.ts';
import { removalPolicyOf } from './removal.ts';

export interface FailureQueueProps {
  readonly settings: Settings;
  readonly encryption: Encryption;
  /** Role of the function whose failures it takes. The role gets only the right to send. */
  readonly role: Role;
  readonly retention: Duration;
}

/** Returns an encrypted queue, reachable only with TLS, for messages that a function gave up on. */
export function failureQueue(scope: Construct, { settings, encryption, role, retention }: FailureQueueProps): Queue {
  const queue = new Queue(scope, 'Failures', {
    ...encryption.ofQueue,
    enforceSSL: true,
    retentionPeriod: retention,
    removalPolicy: removalPolicyOf(settings),
  });
  const { queueArn } = queue;
  const send = together(permission(['sqs:SendMessage'], [queueArn]), encryption.sendToQueue(queueArn));
  for (const statement of statementsOf(send)) role.addToPolicy(statement);
  return queue;
}

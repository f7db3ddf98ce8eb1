import type { MethodDeploymentOptions } from 'aws-cdk-lib/aws-apigateway';
import { type Operation, type OperationId, operations, operationsWith } from '../../functions/operations/index.ts';
import type { Settings } from '../settings/schema.ts';

/** Each call of these sends a mail, or hashes a password on a whole processor. */
const COSTLY: readonly OperationId[] = ['start-reset', 'resend-otp', 'remind-user-id', 'complete-reset', 'log-in'];

/**
 * What the gateway lets through of one method, over all callers. A method that has options of its own takes nothing from
 * the stage's, so each of them repeats `always`.
 */
export function methodThrottling(settings: Settings, always: MethodDeploymentOptions) {
  const costly: MethodDeploymentOptions = {
    ...always,
    throttlingRateLimit: settings.costlyRequestsPerSecond,
    throttlingBurstLimit: settings.costlyRequestBurst,
  };
  const methodOf = ({ path, method }: Operation) => `${path}/${method}`;
  return {
    ...always,
    throttlingRateLimit: settings.requestsPerSecond,
    throttlingBurstLimit: settings.requestBurst,
    methodOptions: Object.fromEntries(
      operationsWith(settings.directory)
        .filter((id) => COSTLY.includes(id))
        .map((id) => [methodOf(operations[id]), costly]),
    ),
  };
}

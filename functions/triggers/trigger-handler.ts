import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Telemetry } from '../runtime/telemetry.ts';

/**
 * The chain around a function that no route leads to: its log lines name the invocation, and its metrics, if it
 * counts any, are written.
 */
export function triggerHandler<Event, Result>(
  { logger, metrics }: Pick<Telemetry<string>, 'logger'> & Partial<Pick<Telemetry<string>, 'metrics'>>,
  run: (event: Event) => Promise<Result>,
) {
  const chain = middy(run).use(injectLambdaContext(logger));
  return metrics === undefined ? chain : chain.use(logMetrics(metrics));
}

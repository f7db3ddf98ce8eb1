import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
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
  if (metrics === undefined) return chain;
  // Without a metric it would write a warning instead, and most invocations of a stream consumer count nothing.
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return chain.use({ after: publish, onError: publish });
}

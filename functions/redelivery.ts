import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { composeRedelivery } from './runtime/composition/redelivery.ts';
import { redelivery } from './triggers/redelivery.ts';

const { ports, rules, telemetry } = composeRedelivery();

export const handler = middy(redelivery(ports, rules, telemetry))
  .use(injectLambdaContext(telemetry.logger))
  .use(logMetrics(telemetry.metrics));

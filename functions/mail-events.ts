import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { composeMailEvents } from './runtime/composition/mail-events.ts';
import { mailEvents } from './triggers/mail-events.ts';

const { ports, origin, telemetry } = composeMailEvents();

export const handler = middy(mailEvents(ports, origin, telemetry))
  .use(injectLambdaContext(telemetry.logger))
  .use(logMetrics(telemetry.metrics));

import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { composeMailConsumer } from './runtime/composition/mail-consumer.ts';
import { mailConsumer } from './triggers/mail-consumer.ts';

const { ports, rules, telemetry } = composeMailConsumer();

export const handler = middy(mailConsumer(ports, rules, telemetry))
  .use(injectLambdaContext(telemetry.logger))
  .use(logMetrics(telemetry.metrics));

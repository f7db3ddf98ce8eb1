import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { composeAuditConsumer } from './runtime/composition/audit-consumer.ts';
import { auditConsumer } from './triggers/audit-consumer.ts';

const { ports, telemetry } = composeAuditConsumer();

export const handler = middy(auditConsumer(ports, telemetry))
  .use(injectLambdaContext(telemetry.logger))
  .use(logMetrics(telemetry.metrics));

import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { composeArchiveDigest } from './runtime/composition/archive-digest.ts';
import { archiveDigest } from './triggers/archive-digest.ts';

const { ports, telemetry } = composeArchiveDigest();

export const handler = middy(archiveDigest(ports, telemetry))
  .use(injectLambdaContext(telemetry.logger))
  .use(logMetrics(telemetry.metrics));

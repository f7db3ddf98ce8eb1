import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { composeArchiveDigest } from './composition/archive-digest.ts';
import { archiveDigest } from './schedule/archive-digest.ts';

const { ports, telemetry } = composeArchiveDigest();

export const handler = middy(archiveDigest(ports, telemetry))
  .use(injectLambdaContext(telemetry.logger))
  .use(logMetrics(telemetry.metrics));

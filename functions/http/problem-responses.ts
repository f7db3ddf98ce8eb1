import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { errorFacts } from '../runtime/error-facts.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { Problem, type ProblemCode } from '../operations/problems.ts';

/** Seconds after which a caller may try again when a part behind the service failed. */
const RETRY_AFTER = 5;

/**
 * Turns problems and errors into answers, in this one place. The details of an unexpected error go to the log alone.
 */
export const problemResponses = ({
  logger,
  count,
}: Telemetry<ProblemCode>): MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> => ({
  onError: (request) => {
    const { error } = request;
    if (!(error instanceof Problem)) logger.error('an operation failed', { error: errorFacts(error) });
    const problem =
      error instanceof Problem ? error : new Problem('service-unavailable', { retryAfterSeconds: RETRY_AFTER });
    count(problem.code);
    const response = problem.toResponse();
    request.response = { ...response, headers: { ...response.headers, 'Cache-Control': 'no-store' } };
  },
});

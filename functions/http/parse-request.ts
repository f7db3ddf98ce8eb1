import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type OperationId, operationOf, type RequestOf } from '../operations.ts';
import { parseJsonBody } from './json-body.ts';
import { Problem } from './problem.ts';
import { validate } from './validation.ts';

/** The event with its parsed body. */
export type ParsedEvent<Id extends OperationId> = APIGatewayProxyEvent & { request: RequestOf<Id> };

/** Parses and checks a request before anything else looks at it. All input is in the body: a query is refused. */
export const parseRequest = <Id extends OperationId>(
  operationId: Id,
): MiddlewareObj<ParsedEvent<Id>, APIGatewayProxyResult> => ({
  before: ({ event }) => {
    if (Object.keys(event.queryStringParameters ?? {}).length > 0) {
      throw new Problem('invalid-request', { detail: 'Query parameters are not taken; send a JSON body.' });
    }
    const takesBody = operationOf(operationId).request !== undefined;
    if (!takesBody && event.body) throw new Problem('invalid-request', { detail: 'This request takes no body.' });
    if (event.isBase64Encoded) throw new Problem('invalid-request', { detail: 'The body must be JSON.' });
    const body = takesBody ? parseJsonBody(event.headers['content-type'], event.body) : undefined;
    event.request = validate(operationId, body);
  },
});

import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { type OperationId, operationOf, type RequestOf } from '../operations/index.ts';
import { bearerToken } from './bearer-token.ts';
import { parseJsonBody } from './json-body.ts';
import { Problem } from './problem.ts';
import { validate } from './validation.ts';

/** The event with its parsed request. */
export type ParsedEvent<Id extends OperationId> = APIGatewayProxyEvent & { request: RequestOf<Id> };

/**
 * Parses and checks a request before anything else looks at it. All input is in the body: a query is refused. A bearer token of
 * another form than ours is refused as well, before a secret or a table is read for it.
 */
export const parseRequest = <Id extends OperationId>(
  operationId: Id,
): MiddlewareObj<ParsedEvent<Id>, APIGatewayProxyResult> => {
  const { request: schemaOf, bearer } = operationOf(operationId);
  const schema = schemaOf?.();
  const before = ({ event }: { event: ParsedEvent<Id> }) => {
    if (Object.keys(event.queryStringParameters ?? {}).length > 0) {
      throw new Problem('invalid-request', { detail: 'Query parameters are not taken; send a JSON body.' });
    }
    if (schema === undefined && event.body)
      throw new Problem('invalid-request', { detail: 'This request takes no body.' });
    if (event.isBase64Encoded) throw new Problem('invalid-request', { detail: 'The body must be JSON.' });
    const body = schema && validate(schema, parseJsonBody(event.headers['content-type'], event.body));
    event.request = (bearer ? { sessionToken: bearerToken(event.headers['authorization']) } : body) as RequestOf<Id>;
  };
  return { before };
};

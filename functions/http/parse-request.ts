import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type * as z from 'zod/mini';
import { Secret, type SessionToken } from '../domain/secret.ts';
import type { OperationShape, RequestOf } from '../operations/operation.ts';
import { Problem } from '../operations/problems.ts';
import { parseJsonBody } from './json-body.ts';

/** The event with its parsed request. */
export type ParsedEvent<Op> = APIGatewayProxyEvent & { request: RequestOf<Op> };

/**
 * Parses and checks a request before anything else looks at it. All input is in the body: a query is refused. A
 * bearer token of the wrong form is refused as well, before a secret or a table is read for it.
 */
export function parseRequest<Op extends Pick<OperationShape, 'request' | 'bearer'>>(
  operation: Op,
): MiddlewareObj<ParsedEvent<Op>, APIGatewayProxyResult> {
  const schema = operation.request?.();
  const before = ({ event }: { event: ParsedEvent<Op> }) => {
    if (Object.keys(event.queryStringParameters ?? {}).length > 0) {
      throw new Problem('invalid-request', { detail: 'Query parameters are not taken; send a JSON body.' });
    }
    if (schema === undefined && event.body)
      throw new Problem('invalid-request', { detail: 'This request takes no body.' });
    if (event.isBase64Encoded) throw new Problem('invalid-request', { detail: 'The body must be JSON.' });
    const body = schema && validate(schema, parseJsonBody(event.headers['content-type'], event.body));
    const request = operation.bearer ? { sessionToken: bearerToken(event.headers['authorization']) } : body;
    event.request = request as RequestOf<Op>;
  };
  return { before };
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i;

function bearerToken(authorization: string | undefined): SessionToken {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Problem('login-rejected');
  return new Secret(token);
}

/** Characters of an unknown field's name that an answer repeats. */
const LONGEST_FIELD_NAME = 64;

/** Checks a body against its operation's schema; throws an `invalid-request` problem that names each wrong field. */
function validate<Request>(schema: z.ZodMiniType<Request>, body: Record<string, unknown>): Request {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Problem('invalid-request', {
    detail: 'One or more fields of the body are not valid.',
    errors: result.error.issues.flatMap((issue) => errorsOf(issue, body)),
  });
}

function errorsOf(issue: z.core.$ZodIssue, body: Record<string, unknown>): { field: string; detail: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: key.slice(0, LONGEST_FIELD_NAME),
      detail: 'is not a field of this request',
    }));
  }
  const field = issue.path.join('.');
  return [{ field, detail: Object.hasOwn(body, field) ? describe(issue) : 'is missing' }];
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be a ${issue.expected}`;
    case 'too_small':
      return `must have at least ${issue.minimum} characters`;
    case 'too_big':
      return `must have at most ${issue.maximum} characters`;
    default:
      return issue.message;
  }
}

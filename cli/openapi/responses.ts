import { operationOf, type OperationId, type ProblemCode, PROBLEMS } from '../../functions/operations/index.ts';
import { exampleOf, schemaNameOf } from './problems.ts';

const PROBLEM_TYPE = 'application/problem+json';

const reference = (code: ProblemCode) => ({ $ref: `#/components/schemas/${schemaNameOf(code)}` });

/** Statuses whose responses have `Retry-After`. */
const RETRY_STATUSES: readonly number[] = [429, 503];

export const headers = {
  'Retry-After': { description: 'Seconds to wait before the next call.', schema: { type: 'integer', minimum: 0 } },
};

/** Returns a response that is one of these problems, which `code` tells apart. */
function problemResponse(description: string, status: number, codes: readonly ProblemCode[]) {
  const [only] = codes;
  const schema =
    codes.length === 1 && only !== undefined
      ? reference(only)
      : {
          oneOf: codes.map(reference),
          discriminator: {
            propertyName: 'code',
            mapping: Object.fromEntries(codes.map((code) => [code, reference(code).$ref])),
          },
        };
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code, status) }]));
  return {
    description,
    ...(RETRY_STATUSES.includes(status) && {
      headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } },
    }),
    content: { [PROBLEM_TYPE]: { schema, examples } },
  };
}

/**
 * More specific statuses of two problems. Every operation may return them, and so may API Gateway and the firewall.
 */
const ANYWHERE = {
  Forbidden: { status: 403, code: 'invalid-request', description: 'The firewall refused the request.' },
  TooLarge: { status: 413, code: 'invalid-request', description: 'The body is too large.' },
  NotJson: { status: 415, code: 'invalid-request', description: 'The body is not `application/json`.' },
  BadGateway: { status: 502, code: 'service-unavailable', description: 'The operation failed.' },
  GatewayTimeout: { status: 504, code: 'service-unavailable', description: 'The operation took too long.' },
} as const satisfies Record<string, { status: number; code: ProblemCode; description: string }>;

export const sharedResponses = () =>
  Object.fromEntries(
    Object.entries(ANYWHERE).map(([name, { status, code, description }]) => [
      name,
      problemResponse(description, status, [code]),
    ]),
  );

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request was refused; see `code`.',
  401: 'The user is not logged in, or no longer.',
  429: 'There were too many calls.',
  503: 'The operation is unavailable; see `code`.',
};

/** Returns all problems that an operation may return, by status. */
export function problemResponsesOf(id: OperationId) {
  const { problems, captchaAction } = operationOf(id);
  const always: ProblemCode[] = ['invalid-request', 'rate-limited', 'service-unavailable'];
  const checked: ProblemCode[] = captchaAction === undefined ? [] : ['captcha-rejected', 'captcha-unavailable'];
  const codes = [...new Set([...always, ...checked, ...problems])];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))];
  const own = statuses.map((status) => {
    const description = DESCRIPTIONS[status];
    if (description === undefined) throw new Error(`cli/openapi/responses.ts: the status ${status} has no description`);
    return [
      status,
      problemResponse(
        description,
        status,
        codes.filter((code) => PROBLEMS[code].status === status),
      ),
    ];
  });
  const anywhere = Object.entries(ANYWHERE).map(([name, { status }]) => [
    status,
    { $ref: `#/components/responses/${name}` },
  ]);
  return Object.fromEntries([...own, ...anywhere]);
}

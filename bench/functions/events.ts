import { randomBytes } from 'node:crypto';
import {
  type CaptchaAction,
  type FunctionName,
  type OperationId,
  operationOf,
  operations,
} from '../../functions/operations/index.ts';
import type { Deployment } from '../../testkit/deployment/deployment.ts';

export const isOperation = (name: FunctionName): name is OperationId => Object.hasOwn(operations, name);

const token = () => randomBytes(32).toString('base64url');

/** Bodies that pass the schema and name nothing that is there. */
const UNKNOWN: Partial<Record<OperationId, () => Record<string, string>>> = {
  'start-reset': () => ({ userId: 'nobody' }),
  'resend-otp': () => ({ resetId: token() }),
  'verify-otp': () => ({ resetId: token(), otp: '00000000' }),
  'complete-reset': () => ({
    resetToken: `${token()}.${token()}`,
    newPassword: 'seven quiet rivers under old bridges',
    confirmPassword: 'seven quiet rivers under old bridges',
  }),
  'report-reset': () => ({ reportToken: `${token()}.${token()}` }),
  'remind-user-id': () => ({ email: 'nobody@example.com' }),
  'log-in': () => ({ userId: 'nobody', password: 'seven quiet rivers under old bridges' }),
};

const JSON_BODY = { 'Content-Type': 'application/json' };

/** An event as API Gateway makes it of a call. */
export const proxyEvent = (
  id: OperationId,
  body: unknown,
  source: string,
  headers: Record<string, string> = JSON_BODY,
) => ({
  httpMethod: operationOf(id).method,
  path: operationOf(id).path,
  headers,
  multiValueHeaders: {},
  queryStringParameters: null,
  pathParameters: null,
  body: body === undefined ? null : JSON.stringify(body),
  isBase64Encoded: false,
  requestContext: { identity: { sourceIp: source } },
});

/**
 * An event that the function refuses without calling any service: what its code costs before it does anything. `redelivery` looks
 * into the table whatever its event is.
 */
export function refusedEvent(name: FunctionName): unknown {
  if (name === 'redelivery') return undefined;
  return isOperation(name)
    ? proxyEvent(name, operationOf(name).request && {}, '127.0.0.9', JSON_BODY)
    : { Records: [] };
}

const body = async (id: OperationId, deployment: Deployment) => {
  const fields = UNKNOWN[id]?.();
  const action: CaptchaAction | undefined = operationOf(id).captchaAction;
  return fields && { ...fields, ...(action !== undefined && { captchaToken: await deployment.captcha(action) }) };
};

let sources = 0;

/** A call that passes every check before the step and finds nothing there: each service of the step is called once. */
export async function workingEvent(id: OperationId, deployment: Deployment): Promise<unknown> {
  sources += 1;
  const headers = operationOf(id).bearer ? { ...JSON_BODY, Authorization: `Bearer ${token()}` } : JSON_BODY;
  return proxyEvent(id, await body(id, deployment), `127.1.${sources >> 8}.${sources & 255}`, headers);
}

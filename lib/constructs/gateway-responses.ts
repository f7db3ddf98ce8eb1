import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type ProblemCode, PROBLEMS } from '../../functions/operations/index.ts';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly code: ProblemCode;
  /** Default: the status that API Gateway gives this type of response. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Seconds to wait. The gateway's bucket refills within one second. */
const RETRY_AFTER = { 'Retry-After': '1' };

/**
 * Answers of API Gateway itself. An unknown path and an unknown method both get 404: API Gateway does not tell them
 * apart.
 */
const problems: readonly GatewayProblem[] = [
  { type: ResponseType.DEFAULT_4XX, code: 'invalid-request' },
  { type: ResponseType.DEFAULT_5XX, code: 'service-unavailable' },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, code: 'not-found', status: 404 },
  // API Gateway takes a bearer token on an unknown path for a bad signature with AWS credentials.
  { type: ResponseType.INVALID_SIGNATURE, code: 'not-found', status: 404 },
  { type: ResponseType.RESOURCE_NOT_FOUND, code: 'not-found', status: 404 },
  // The firewall's managed rules block a call and leave the answer to API Gateway.
  { type: ResponseType.WAF_FILTERED, code: 'invalid-request', status: 403 },
  { type: ResponseType.BAD_REQUEST_BODY, code: 'invalid-request', status: 400 },
  { type: ResponseType.REQUEST_TOO_LARGE, code: 'invalid-request', status: 413 },
  { type: ResponseType.UNSUPPORTED_MEDIA_TYPE, code: 'invalid-request', status: 415 },
  { type: ResponseType.THROTTLED, code: 'rate-limited', status: 429, headers: RETRY_AFTER },
  { type: ResponseType.QUOTA_EXCEEDED, code: 'rate-limited', status: 429, headers: RETRY_AFTER },
  { type: ResponseType.INTEGRATION_FAILURE, code: 'service-unavailable', status: 502 },
  { type: ResponseType.INTEGRATION_TIMEOUT, code: 'service-unavailable', status: 504 },
];

/** Adds problem documents for calls that never reach a function. */
export function addGatewayResponses(restApi: RestApi, siteUrl: string): void {
  for (const { type, code, status, headers } of problems) {
    const all = { 'Content-Type': 'application/problem+json', ...problemHeaders(siteUrl), ...headers };
    restApi.addGatewayResponse(type.responseType, {
      type,
      ...(status !== undefined && { statusCode: String(status) }),
      responseHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, `'${value}'`])),
      templates: { 'application/json': problemDocument(code, status) },
    });
  }
}

/** Returns a problem document (RFC 9457). It has no status where API Gateway chooses the status. */
export const problemDocument = (code: ProblemCode, status?: number): string =>
  JSON.stringify({
    type: `urn:problem:password-reset:${code}`,
    title: PROBLEMS[code].title,
    ...(status !== undefined && { status }),
    code,
  });

/**
 * Returns the headers, apart from the type, of answers by API Gateway and the firewall. These cannot look at the
 * caller's origin, so only the hosted pages may read them; other allowed origins see a failed call.
 */
export const problemHeaders = (siteUrl: string): Readonly<Record<string, string>> => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': siteUrl,
  'Access-Control-Expose-Headers': 'Retry-After',
  Vary: 'Origin',
});

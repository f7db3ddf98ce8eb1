import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type ProblemCode, PROBLEMS } from '../../functions/operations/index.ts';

interface GatewayProblem {
  readonly type: ResponseType;
  readonly code: ProblemCode;
  /** Left out: the one that API Gateway gives this kind of answer. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** In seconds: the gateway's bucket fills again within one, and clients should not come back all at once sooner. */
const RETRY_AFTER = { 'Retry-After': '1' };

/** What API Gateway answers by itself. What a path or a method does not name is 404: nothing tells the two apart. */
const problems: readonly GatewayProblem[] = [
  { type: ResponseType.DEFAULT_4XX, code: 'invalid-request' },
  { type: ResponseType.DEFAULT_5XX, code: 'service-unavailable' },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, code: 'not-found', status: 404 },
  // A bearer token on an unknown path is taken for a request that AWS credentials signed badly.
  { type: ResponseType.INVALID_SIGNATURE, code: 'not-found', status: 404 },
  { type: ResponseType.RESOURCE_NOT_FOUND, code: 'not-found', status: 404 },
  // The firewall's managed rules block without an answer of their own.
  { type: ResponseType.WAF_FILTERED, code: 'invalid-request', status: 403 },
  { type: ResponseType.BAD_REQUEST_BODY, code: 'invalid-request', status: 400 },
  { type: ResponseType.REQUEST_TOO_LARGE, code: 'invalid-request', status: 413 },
  { type: ResponseType.UNSUPPORTED_MEDIA_TYPE, code: 'invalid-request', status: 415 },
  { type: ResponseType.THROTTLED, code: 'rate-limited', status: 429, headers: RETRY_AFTER },
  { type: ResponseType.QUOTA_EXCEEDED, code: 'rate-limited', status: 429, headers: RETRY_AFTER },
  { type: ResponseType.INTEGRATION_FAILURE, code: 'service-unavailable', status: 502 },
  { type: ResponseType.INTEGRATION_TIMEOUT, code: 'service-unavailable', status: 504 },
];

/** Problem documents for what never reaches a function. */
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

/** What is answered before a function is reached: by API Gateway and by the firewall before it. */

/** A problem document (RFC 9457). Without a status where API Gateway chooses that. */
export const problemDocument = (code: ProblemCode, status?: number): string =>
  JSON.stringify({
    type: `urn:problem:password-reset:${code}`,
    title: PROBLEMS[code].title,
    ...(status !== undefined && { status }),
    code,
  });

/**
 * The headers of every such answer but its type. It cannot look at the origin that asked, so only the hosted pages may read
 * it; other allowed origins see a failed call.
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

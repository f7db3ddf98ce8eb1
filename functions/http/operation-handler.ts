import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import httpCors from '@middy/http-cors';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { type Browser, browserOf } from '../domain/browser.ts';
import type { OperationMetric } from '../runtime/metrics.ts';
import { type OperationId, operationOf, type RequestOf, type ResponseOf } from '../operations/index.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import { type Origin, originOf } from '../domain/origin.ts';
import type { Peppers } from '../ports.ts';
import { waitForBoth } from '../use-cases/source-limit.ts';
import { type CheckedEvent, captcha, type CaptchaParts, type OriginOfCall } from './captcha.ts';
import { type ParsedEvent, parseRequest } from './parse-request.ts';
import { Problem } from './problem.ts';
import { problemResponses } from './problem-responses.ts';

/** What of a call reaches an operation. */
export interface Caller {
  /** The socket's address as API Gateway saw it; no header is asked (R12). */
  readonly source: string;
  /** What of the call the audit trail may know. */
  readonly origin: Origin;
  /** Nothing else of the User-Agent header goes into a mail. */
  readonly browser?: Browser;
  /**
   * Settles when the human check's token is used up; rejects with the problem where another call had used it. What cannot be taken back
   * waits for it. Settled at once where the operation has no human check.
   */
  readonly captcha: Promise<void>;
}

/** One operation: a parsed request in, the answer's body or a problem out. */
export type Operate<Id extends OperationId> = (
  request: RequestOf<Id>,
  caller: Caller,
) => Promise<ResponseOf<Id> | Problem>;

export interface OperationParts<Id extends OperationId> {
  readonly operate: Operate<Id>;
  readonly allowedOrigins: readonly string[];
  readonly telemetry: Telemetry<OperationMetric>;
  /** Of the digests of where a call came from. Absent where the operation leaves no trace of the call. */
  readonly subjectKeys?: Pick<Peppers, 'current'>;
  /** Where the operation names a captcha action. */
  readonly captcha?: CaptchaParts;
}

/** For answers that are JSON and nothing else: no page of ours is made of them, so nothing in them may run or be framed. */
const SECURITY_HEADERS = {
  contentSecurityPolicy: { 'default-src': "'none'", 'frame-ancestors': "'none'" },
  strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
  referrerPolicy: { policy: 'no-referrer' },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  originAgentCluster: false,
  permissionsPolicy: false,
  permittedCrossDomainPolicies: false,
  reportTo: false,
};

/** The chain that every route runs through; what an operation does begins only behind it. */
export function operationHandler<Id extends OperationId>(operationId: Id, parts: OperationParts<Id>) {
  const { telemetry, allowedOrigins } = parts;
  const chain = middy<ParsedEvent<Id> & Pick<CheckedEvent, 'useToken'>, APIGatewayProxyResult, Error, Context>()
    .use(injectLambdaContext(telemetry.logger, { resetKeys: true }))
    .use(logMetrics(telemetry.metrics))
    .use(httpCors({ origins: [...allowedOrigins], exposeHeaders: 'Retry-After, Date' }))
    .use(httpSecurityHeaders(SECURITY_HEADERS))
    .use(problemResponses(telemetry))
    .use(httpHeaderNormalizer())
    .use(parseRequest(operationId));
  const originOfCall: OriginOfCall = async ({ requestContext, headers }) =>
    originOf(requestContext.identity.sourceIp, headers['user-agent'], await parts.subjectKeys?.current());
  const action = operationOf(operationId).captchaAction;
  if (action !== undefined) {
    if (parts.captcha === undefined) throw new Error(`${operationId} needs a human check`);
    chain.use(captcha(action, parts.captcha, telemetry, originOfCall));
  }
  return chain.handler(async (event) => {
    const origin = { ...(await originOfCall(event)), ...(action !== undefined && { captcha: 'passed' as const }) };
    const captcha = event.useToken?.() ?? Promise.resolve();
    const caller = {
      source: event.requestContext.identity.sourceIp,
      browser: browserOf(event.headers['user-agent']),
      origin,
      captcha,
    };
    // Whatever an operation waits for, nothing is answered before its human check is through.
    const [, answer] = await waitForBoth(captcha, parts.operate(event.request, caller));
    if (answer instanceof Problem) throw answer;
    telemetry.count('succeeded');
    return success(operationId, answer);
  });
}

const success = (operationId: OperationId, body: unknown): APIGatewayProxyResult => ({
  statusCode: operationOf(operationId).response.status,
  headers: { 'Cache-Control': 'no-store', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
  body: body === undefined ? '' : JSON.stringify(body),
});

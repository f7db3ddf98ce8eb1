import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import httpCors from '@middy/http-cors';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { browserOf } from '../domain/browser.ts';
import { acceptedLanguage } from '../domain/languages.ts';
import { originOf } from '../domain/origin.ts';
import type { OperationShape, OutcomeOf, RequestOf } from '../operations/operation.ts';
import { Problem } from '../operations/problems.ts';
import type { Clock, OriginSecret, Peppers } from '../ports.ts';
import type { OperationMetric } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import type { Caller } from '../use-cases/source-limit.ts';
import { type CaptchaPorts, checkCaptcha, type CheckedEvent, type OriginOfCall } from './captcha.ts';
import { type ParsedEvent, parseRequest } from './parse-request.ts';
import { problemResponses } from './problem-responses.ts';
import { locate } from './source-of-call.ts';

/** The use case of an operation, in the two parts that the chain runs. */
export interface Steps<Op, Counted> {
  /**
   * Counts the call, beside the use of the captcha's token. It may do nothing else: what it counted stays counted
   * where the token turns out to be used before.
   */
  readonly count?: (request: RequestOf<Op>, caller: Caller) => Promise<Counted>;
  /** Does the operation. It begins when the captcha's token is used up by this call, and never without that (R11). */
  readonly run: (request: RequestOf<Op>, caller: Caller, counted: Counted) => Promise<OutcomeOf<Op>>;
}

/** Parts of the chain that a wired operation brings. */
export interface HandlerParts {
  readonly ports: Partial<CaptchaPorts> & {
    readonly clock: Clock;
    /** Keys of the digests of a call's origin. Absent where the operation leaves no trace of the call. */
    readonly subjectKeys?: Pick<Peppers, 'current'>;
    /** Absent where {@link subjectKeys} are. */
    readonly originSecret?: OriginSecret;
  };
  readonly rules: { readonly allowedOrigins: readonly string[] };
  readonly telemetry: Telemetry<OperationMetric>;
}

/** For answers that are JSON and nothing else: no page is made of them, so nothing in them may run or be framed. */
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

/** The chain that every route runs through. A use case begins only behind it. */
export function operationHandler<Op extends Omit<OperationShape, 'rules'>, Counted = undefined>(
  operation: Op,
  { ports, rules, telemetry }: HandlerParts,
  { count, run }: Steps<Op, Counted>,
) {
  const chain = middy<
    ParsedEvent<Op> & Pick<CheckedEvent, 'useToken' | 'source'>,
    APIGatewayProxyResult,
    Error,
    Context
  >()
    .use(injectLambdaContext(telemetry.logger, { resetKeys: true }))
    .use(logMetrics(telemetry.metrics))
    .use(httpCors({ origins: [...rules.allowedOrigins], exposeHeaders: 'Retry-After, Date' }))
    .use(httpSecurityHeaders(SECURITY_HEADERS))
    .use(problemResponses(telemetry))
    .use(httpHeaderNormalizer())
    .use(parseRequest(operation))
    .use(locate(ports.originSecret, telemetry));
  const originOfCall: OriginOfCall = async ({ source, headers }) =>
    originOf(await source(), headers['user-agent'], await ports.subjectKeys?.current());
  const { captchaAction: action } = operation;
  if (action !== undefined) {
    const { captcha, audit, clock } = ports;
    if (captcha === undefined || audit === undefined) throw new Error(`${operation.id} needs a captcha`);
    chain.use(checkCaptcha(action, { captcha, audit, clock }, telemetry, originOfCall));
  }
  return chain.handler(async (event) => {
    const { request, headers } = event;
    const caller: Caller = {
      source: await event.source(),
      page: URL.parse(headers['origin'] ?? '')?.hostname,
      browser: browserOf(headers['user-agent']),
      language: acceptedLanguage(headers['accept-language']),
      origin: { ...(await originOfCall(event)), ...(action !== undefined && { captcha: 'passed' as const }) },
    };
    // Set by the captcha's middleware, where there is one.
    const [, counted] = await sideBySide(event.useToken?.(), count?.(request, caller));
    const outcome = await run(request, caller, counted as Counted);
    const answer = operation.answer(outcome as never);
    if (answer instanceof Problem) throw answer;
    telemetry.count('succeeded');
    return success(operation.response.status, answer);
  });
}

/**
 * Waits for both, and throws when both have ended, the first one's error before the other's: Lambda freezes a
 * function that has answered, and with it a call that is still on its way.
 */
async function sideBySide<One, Other>(one: Promise<One> | undefined, other: Promise<Other> | undefined) {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

const success = (statusCode: number, body: unknown): APIGatewayProxyResult => ({
  statusCode,
  headers: { 'Cache-Control': 'no-store', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
  body: body === undefined ? '' : JSON.stringify(body),
});

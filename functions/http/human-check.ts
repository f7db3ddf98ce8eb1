import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { CaptchaToken } from '../domain/secret.ts';
import type { Origin } from '../domain/origin.ts';
import type { AuditLog, Clock, HumanCheck } from '../ports.ts';
import type { Telemetry } from '../telemetry.ts';
import { Problem } from './problem.ts';

export interface HumanCheckParts {
  readonly check: HumanCheck;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Seconds after which a page may ask again when the provider does not answer. */
const RETRY_AFTER = 10;

type CheckedEvent = APIGatewayProxyEvent & { request: unknown };

export type OriginOfCall = (event: APIGatewayProxyEvent) => Promise<Origin>;

/** Stands before every step that names an action. It fails closed: without the provider's yes nothing is done or counted. */
export const humanCheck = (
  action: string,
  { check, audit, clock }: HumanCheckParts,
  telemetry: Pick<Telemetry<'captcha-misconfigured'>, 'count'>,
  originOfCall: OriginOfCall,
): MiddlewareObj<CheckedEvent, APIGatewayProxyResult> => ({
  before: async ({ event }) => {
    const { captchaToken } = event.request as { captchaToken: CaptchaToken };
    const source = event.requestContext.identity.sourceIp;
    const outcome = await check.check(captchaToken, action, source);
    if (outcome.kind === 'passed') return;
    audit.tell({
      event: outcome.kind === 'rejected' ? 'human_check_failed' : 'human_check_unavailable',
      at: clock.now().toISOString(),
      actor: 'self',
      reason: `${action} ${outcome.reason}`,
      origin: {
        ...(await originOfCall(event)),
        captcha: outcome.kind === 'rejected' ? 'failed' : 'unavailable',
      },
    });
    // Told apart from an outage, because only an operator ends it.
    if (outcome.kind === 'unavailable' && outcome.reason.startsWith('configuration'))
      telemetry.count('captcha-misconfigured');
    throw outcome.kind === 'rejected'
      ? new Problem('captcha-rejected', { detail: 'Repeat the human check and send its new token.' })
      : new Problem('captcha-unavailable', { retryAfterSeconds: RETRY_AFTER });
  },
});

import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Origin } from '../domain/origin.ts';
import type { CaptchaToken } from '../domain/secret.ts';
import { Problem } from '../operations/problems.ts';
import type { AuditLog, Captcha, CaptchaOutcome, Clock } from '../ports.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import type { LocatedEvent } from './source-of-call.ts';

export interface CaptchaPorts {
  readonly captcha: Captcha;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Seconds after which a page may ask again when the provider does not answer. */
const RETRY_AFTER = 10;

type Refusal = Exclude<CaptchaOutcome, { kind: 'passed' }>;

/** An event whose token has passed. */
export interface CheckedEvent extends LocatedEvent {
  request: unknown;
  /** Uses the token up; rejects with the problem where it was used before. */
  useToken?: () => Promise<void>;
}

export type OriginOfCall = (event: LocatedEvent) => Promise<Origin>;

/**
 * Stands before every operation that names an action. It fails closed: without the provider's yes nothing is done or
 * counted. The handler uses the token up, beside the operation's count:
 * docs/adr/0004-captcha-tokens-work-once.md.
 */
export function checkCaptcha(
  action: string,
  { captcha, audit, clock }: CaptchaPorts,
  telemetry: Pick<Telemetry<'captcha-misconfigured'>, 'count'>,
  originOfCall: OriginOfCall,
): MiddlewareObj<CheckedEvent, APIGatewayProxyResult> {
  const refuse = async (event: LocatedEvent, { kind, reason }: Refusal): Promise<never> => {
    const rejected = kind === 'rejected';
    audit.record({
      event: rejected ? 'human_check_failed' : 'human_check_unavailable',
      at: clock.now().toISOString(),
      actor: 'self',
      reason: `${action} ${reason}`,
      origin: { ...(await originOfCall(event)), captcha: rejected ? 'failed' : 'unavailable' },
    });
    // Counted apart from an outage, because only an operator ends it.
    if (!rejected && reason.startsWith('configuration')) telemetry.count('captcha-misconfigured');
    throw rejected
      ? new Problem('captcha-rejected', { detail: 'Solve the captcha again and send its new token.' })
      : new Problem('captcha-unavailable', { retryAfterSeconds: RETRY_AFTER });
  };
  return {
    before: async ({ event }) => {
      const { captchaToken } = event.request as { captchaToken: CaptchaToken };
      const outcome = await captcha.check(captchaToken, action, event.source);
      if (outcome.kind !== 'passed') return refuse(event, outcome);
      event.useToken = async () => {
        if (!(await outcome.use())) await refuse(event, { kind: 'rejected', reason: 'used-before' });
      };
    },
  };
}

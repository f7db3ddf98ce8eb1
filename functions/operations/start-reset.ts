import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { peppers, subjectKeys } from '../runtime/capabilities/keys.ts';
import { limiter } from '../runtime/capabilities/limits.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { resets } from '../runtime/capabilities/resets.ts';
import type { StartResetOutcome } from '../use-cases/start-reset.ts';
import * as field from './fields.ts';
import { issuedAnswer, issuedBody } from './issued.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const startReset = operation({
  id: 'start-reset',
  method: 'POST',
  path: '/password-resets',
  texts: {
    tag: 'Password resets',
    summary: 'Ask for a one-time password at the registered address',
    description:
      'Records the request and responds immediately. If the user exists, a code is mailed to their ' +
      'registered addresses. The response is the same for every user ID, known or unknown, and your front ' +
      'end must not show a difference either.',
    success: 'The request was recorded. Keep `resetId` for the next steps.',
  },
  alarm: { severity: 'page', impact: 'Users who forgot their password cannot request a code.' },
  costly: true,
  request: () =>
    z.strictObject({
      userId: field.userId(),
      captchaToken: field.captchaToken(),
      locale: z.optional(field.locale()),
      timeZone: z.optional(field.timeZone()),
    }),
  response: { status: 202, body: issuedBody },
  captchaAction: 'request_reset',
  problems: ['rate-limited'],
  capabilities: { audit, captcha, limiter, originSecret, peppers, resets: resets.start, subjectKeys },
  rules: ['otpLifetime', 'resendCooldown', 'startsPerSourcePerHour'],
  answer: (outcome: StartResetOutcome) =>
    outcome.kind === 'issued'
      ? issuedAnswer(outcome)
      : new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds }),
});

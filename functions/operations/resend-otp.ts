import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { peppers, subjectKeys } from '../runtime/capabilities/keys.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { resets } from '../runtime/capabilities/resets.ts';
import type { ResendOtpOutcome } from '../use-cases/resend-otp.ts';
import * as field from './fields.ts';
import { issuedAnswer, issuedBody } from './issued.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const resendOtp = operation({
  id: 'resend-otp',
  method: 'POST',
  path: '/password-resets/resend',
  texts: {
    tag: 'Password resets',
    summary: 'Ask for a fresh one-time password for the same request',
    description:
      'Mails a new code, which replaces the previous one and has its own attempts. Available from ' +
      '`resendAvailableAt`. The previous code works until the new one is mailed. With the `continuation` from the ' +
      'link in a mail it starts a request of its own, for a day after that mail: go on with the new `resetId`.',
    success: 'A new code will be mailed.',
  },
  alarm: { severity: 'ticket', impact: 'Users whose code did not arrive cannot request another.' },
  costly: true,
  request: () =>
    z
      .strictObject({
        resetId: z.optional(field.resetId()),
        continuation: z.optional(field.continuation()),
        captchaToken: field.captchaToken(),
        timeZone: z.optional(field.timeZone()),
      })
      .check(field.oneProof()),
  response: { status: 202, body: issuedBody },
  captchaAction: 'resend_otp',
  problems: ['rate-limited', 'reset-rejected'],
  capabilities: { audit, captcha, originSecret, peppers, resets: resets.reissue, subjectKeys },
  rules: ['otpLifetime', 'resendCooldown', 'codesPerHour'],
  answer: (outcome: ResendOtpOutcome) => {
    switch (outcome.kind) {
      case 'issued':
        return issuedAnswer(outcome);
      case 'rejected':
        return new Problem('reset-rejected');
      case 'exceeded':
        return new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
    }
  },
});

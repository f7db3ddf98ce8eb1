import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { subjectKeys } from '../runtime/capabilities/keys.ts';
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
      '`resendAvailableAt`.',
    success: 'A new code will be mailed.',
  },
  alarm: { severity: 'ticket', impact: 'Users whose code did not arrive cannot request another.' },
  costly: true,
  request: () => z.strictObject({ resetId: field.resetId(), captchaToken: field.captchaToken() }),
  response: { status: 202, body: issuedBody },
  captchaAction: 'resend_otp',
  problems: ['rate-limited', 'reset-rejected'],
  capabilities: { audit, captcha, resets: resets.update, subjectKeys },
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

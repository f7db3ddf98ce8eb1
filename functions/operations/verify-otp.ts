import * as z from 'zod/mini';
import { audit } from '../runtime/capabilities/audit.ts';
import { captcha } from '../runtime/capabilities/captcha.ts';
import { peppers, subjectKeys } from '../runtime/capabilities/keys.ts';
import { originSecret } from '../runtime/capabilities/origin-secret.ts';
import { resets } from '../runtime/capabilities/resets.ts';
import type { VerifyOtpOutcome } from '../use-cases/verify-otp.ts';
import * as field from './fields.ts';
import { operation } from './operation.ts';
import { Problem } from './problems.ts';

export const verifyOtp = operation({
  id: 'verify-otp',
  method: 'POST',
  path: '/password-resets/verify',
  texts: {
    tag: 'Password resets',
    summary: 'Enter the one-time password',
    description:
      'Checks the code. Every call uses up one attempt, whether the code is correct or not. Name the request by ' +
      '`resetId`, or by the `continuation` from the link in the mail: each has attempts of its own. A call with an ' +
      '`idempotencyKey` can be repeated if its answer was lost: the same key and code get the same answer and use up ' +
      'no other attempt.',
    success: 'The code is correct.',
  },
  alarm: { severity: 'page', impact: 'Users cannot enter the code that was mailed to them.' },
  costly: false,
  request: () =>
    z
      .strictObject({
        resetId: z.optional(field.resetId()),
        continuation: z.optional(field.continuation()),
        otp: field.otp(),
        captchaToken: field.captchaToken(),
        idempotencyKey: z.optional(field.idempotencyKey()),
      })
      .check(field.oneProof()),
  response: { status: 200, body: () => z.object({ resetToken: z.string(), expiresAt: field.instant() }) },
  captchaAction: 'verify_otp',
  problems: ['otp-rejected', 'reset-rejected'],
  capabilities: { audit, captcha, originSecret, peppers, resets: resets.update, subjectKeys },
  rules: ['attemptsPerCode', 'resetTokenLifetime'],
  answer: (outcome: VerifyOtpOutcome) => {
    switch (outcome.kind) {
      case 'verified':
        return { resetToken: outcome.resetToken.reveal(), expiresAt: outcome.expiresAt.toISOString() };
      case 'denied':
        return new Problem('otp-rejected', { attemptsLeft: outcome.attemptsLeft });
      case 'rejected':
        return new Problem('reset-rejected');
    }
  },
});

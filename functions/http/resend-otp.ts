import { resendOtp, type ResendOtpPorts, type ResendOtpRules } from '../use-cases/resend-otp.ts';
import { issuedBody } from './issued-body.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const resendOtpOperation =
  (ports: ResendOtpPorts, rules: ResendOtpRules): Operate<'resend-otp'> =>
  async ({ resetId }, { origin, browser, captcha }) => {
    await captcha;
    const outcome = await resendOtp(ports, rules, { resetId, origin, browser });
    switch (outcome.kind) {
      case 'issued':
        return issuedBody(outcome);
      case 'exceeded':
        return new Problem('rate-limited', { retryAfterSeconds: outcome.retryAfterSeconds });
      case 'rejected':
        return new Problem('reset-rejected');
    }
  };

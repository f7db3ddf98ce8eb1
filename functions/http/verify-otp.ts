import { verifyOtp, type VerifyOtpPorts, type VerifyOtpRules } from '../use-cases/verify-otp.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

export const verifyOtpOperation =
  (ports: VerifyOtpPorts, rules: VerifyOtpRules): Operate<'verify-otp'> =>
  async ({ resetId, otp }, { origin, captcha }) => {
    const outcome = await verifyOtp(ports, rules, { resetId, otp, origin, captcha });
    switch (outcome.kind) {
      case 'verified':
        return { resetToken: outcome.resetToken.reveal(), expiresAt: outcome.expiresAt.toISOString() };
      case 'denied':
        return new Problem('otp-rejected', { attemptsLeft: outcome.attemptsLeft });
      case 'rejected':
        return new Problem('reset-rejected');
    }
  };

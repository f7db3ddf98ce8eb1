import { completeReset, type CompleteResetPorts, type CompleteResetRules } from '../use-cases/complete-reset.ts';
import type { Operate } from './operation-handler.ts';
import { Problem } from './problem.ts';

/** Seconds after which a page may ask again whether an interrupted change is settled. */
const RETRY_AFTER = 60;

export const completeResetOperation =
  (ports: CompleteResetPorts, rules: CompleteResetRules, loginUrl: string): Operate<'complete-reset'> =>
  async ({ resetToken, newPassword }, { origin, browser, captcha }) => {
    await captcha;
    const outcome = await completeReset(ports, rules, { resetToken, newPassword, origin, browser });
    switch (outcome.kind) {
      case 'completed':
        return { loginUrl };
      case 'password-rejected':
        return new Problem('password-rejected', { reasons: outcome.reasons });
      case 'rejected':
        return new Problem('reset-rejected');
      case 'unsettled':
        return new Problem('service-unavailable', { retryAfterSeconds: RETRY_AFTER });
    }
  };

import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock } from './clients.ts';
import { checked } from './guards.ts';

export function composeResendOtp() {
  const { environment, ...parts } = base('resend-otp');
  const { client, audit, guards } = checked(environment);
  return {
    ...parts,
    ...guards,
    ports: { audit, clock, resets: resetStore(environment, client) },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      codesPerHour: environment.CODES_PER_HOUR,
    },
  };
}

import { SecretsManagerPeppers } from '../../adapters/secrets/key-versions.ts';
import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock, secretsManager } from './clients.ts';
import { checked } from './guards.ts';

export function composeVerifyOtp() {
  const { environment, ...parts } = base('verify-otp');
  const secrets = secretsManager();
  const peppers = new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock);
  const { client, audit, guards } = checked(environment, secrets, peppers);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      peppers,
      resets: resetStore(environment, client),
    },
    rules: {
      attemptsPerCode: environment.ATTEMPTS_PER_CODE,
      resetTokenLifetime: environment.RESET_TOKEN_LIFETIME_SECONDS,
    },
  };
}

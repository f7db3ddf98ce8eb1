import { DynamoDbSourceLimiter } from '../../adapters/dynamodb/source-limiter.ts';
import { SecretsManagerPeppers } from '../../adapters/secrets/key-versions.ts';
import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock, secretsManager } from './clients.ts';
import { checked } from './guards.ts';

export function composeStartReset() {
  const { environment, ...parts } = base('start-reset');
  const secrets = secretsManager();
  const peppers = new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock);
  const { client, audit, guards } = checked(environment, secrets, peppers);
  return {
    ...parts,
    ...guards,
    ports: {
      audit,
      clock,
      limiter: new DynamoDbSourceLimiter(client, environment.RESET_TABLE, clock),
      peppers,
      resets: resetStore(environment, client),
      subjectKeys: guards.subjectKeys,
    },
    rules: {
      otpLifetime: environment.OTP_LIFETIME_SECONDS,
      resendCooldown: environment.RESEND_COOLDOWN_SECONDS,
      startsPerSourcePerHour: environment.STARTS_PER_SOURCE_PER_HOUR,
    },
  };
}

import { directory } from '#directory';
import { BreachedPasswordRange } from '../../adapters/breached-password-range.ts';
import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock, secretsManager } from './clients.ts';
import { checked } from './guards.ts';

export function composeCompleteReset() {
  const { environment, ...parts } = base('complete-reset');
  const secrets = secretsManager();
  const { client, audit, guards } = checked(environment, secrets);
  const { count } = parts.telemetry;
  return {
    ...parts,
    ...guards,
    loginUrl: environment.LOGIN_URL,
    ports: {
      audit,
      breached:
        environment.BREACHED_PASSWORDS_URL === undefined
          ? undefined
          : new BreachedPasswordRange(environment.BREACHED_PASSWORDS_URL, () => count('breach-check-unavailable')),
      clock,
      resets: resetStore(environment, client),
      directory: directory.change({ documents: client, secrets }),
    },
    rules: {
      password: { minimumLength: environment.PASSWORD_MIN_LENGTH },
      productName: environment.PRODUCT_NAME,
      recordRetention: environment.RECORD_RETENTION_SECONDS,
    },
  };
}

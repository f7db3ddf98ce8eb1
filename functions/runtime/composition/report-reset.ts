import { SecretsManagerPeppers } from '../../adapters/secrets/key-versions.ts';
import { resetStore } from './audit.ts';
import { base } from './base.ts';
import { clock, documents, secretsManager } from './clients.ts';
import { audited } from './guards.ts';

export function composeReportReset() {
  const { environment, ...parts } = base('report-reset');
  const secrets = secretsManager();
  const { audit, subjectKeys: keys } = audited(environment, secrets);
  return {
    ...parts,
    allowedOrigins: environment.ALLOWED_ORIGINS,
    subjectKeys: keys,
    ports: {
      audit,
      clock,
      peppers: new SecretsManagerPeppers(secrets, environment.PEPPER_SECRET_ARN, clock),
      resets: resetStore(environment, documents()),
    },
  };
}

import type { EnvironmentOf } from '../environment.ts';
import type { Peppers } from '../../ports.ts';
import { auditLog, subjectKeys } from './audit.ts';
import { documents, secretsManager } from './clients.ts';
import { type CaptchaEnvironment, captcha } from './captcha.ts';

type NamingEnvironment = Pick<
  EnvironmentOf<'log-out'>,
  'ALLOWED_ORIGINS' | 'AUDIT_POLICY' | 'AUDIT_DIRECTORY' | 'AUDIT_SUBJECT_SECRET_ARN'
>;

/** What every operation has that leaves a trace in the audit trail. */
export const audited = (environment: NamingEnvironment, secrets = secretsManager()) => ({
  audit: auditLog(environment),
  subjectKeys: subjectKeys(environment, secrets),
});

/**
 * What stands before an operation that names a captcha action, with the clients and ports that it shares with the operation.
 *
 * @param peppers of the operation, if it has them
 */
export function checked(
  environment: CaptchaEnvironment & NamingEnvironment,
  secrets = secretsManager(),
  ...peppers: readonly Peppers[]
) {
  const client = documents();
  const { audit, subjectKeys: keys } = audited(environment, secrets);
  return {
    client,
    audit,
    guards: {
      allowedOrigins: environment.ALLOWED_ORIGINS,
      subjectKeys: keys,
      captcha: captcha(environment, client, secrets, audit, [keys, ...peppers]),
    },
  };
}

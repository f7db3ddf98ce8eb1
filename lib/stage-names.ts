import { auditedOperations, type FunctionName, operationsWith } from '../functions/operations/index.ts';
import type { DirectoryName } from '../functions/operations/fields.ts';

/** Name of a stage's stack. */
export const stackNameOf = (stage: string): string => `PasswordReset-${stage}`;

/** Names of a stage's tables, for the stack that creates them and the commands that use them. */
export const tableNames = (stage: string) => ({
  resets: `password-reset-${stage}-resets`,
  users: `password-reset-${stage}-users`,
  sessions: `password-reset-${stage}-sessions`,
});

/**
 * Names of a stage's secrets. None may end in a hyphen and six characters: the ARN of a secret ends like that, so a
 * partial ARN would be ambiguous.
 */
export const secretNames = (stage: string) => ({
  pepper: `password-reset/${stage}/pepper`,
  captcha: `password-reset/${stage}/captcha`,
  auditSubject: `password-reset/${stage}/audit/subject`,
  auditMac: `password-reset/${stage}/audit/mac`,
  origin: `password-reset/${stage}/origin`,
  webhook: `password-reset/${stage}/webhook`,
  ldap: `password-reset/${stage}/ldap`,
});

/** Source of a stage's events on the event bus. */
export const eventSource = (stage: string): string => `password-reset.${stage}`;

/** Names in Athena of a stage's audit archive. Names of databases have no hyphen. */
export const athenaNames = (stage: string) => ({
  database: `password_reset_${stage.replaceAll('-', '_')}`,
  table: 'audit_events',
  workGroup: `password-reset-${stage}-audit`,
});

/**
 * Options of generated secrets. 64 letters and digits carry 381 bits; ASVS 13.3.1 and the keyed digests ask for 256.
 */
export const GENERATED_SECRET = { passwordLength: 64, excludePunctuation: true };

/** Returns the name of the rules in force that audit events carry, such as `digits8-min15-5x3x10`. */
export const policyName = (rules: {
  readonly otpDigits: number;
  readonly passwordMinLength: number;
  readonly attemptsPerCode: number;
  readonly codesPerHour: number;
  readonly codesPerDay: number;
}): string =>
  `digits${rules.otpDigits}-min${rules.passwordMinLength}` +
  `-${rules.attemptsPerCode}x${rules.codesPerHour}x${rules.codesPerDay}`;

/** Returns the log group of a function. The audit consumer's log is the audit trail, in a group with its own name. */
export const logGroupOf = (stage: string, name: FunctionName): string =>
  name === 'audit-consumer' ? `/audit/password-reset-${stage}-trail` : `/aws/lambda/password-reset-${stage}-${name}`;

/** Returns all log groups with audit events of a stage with this directory, the trail first. */
export const auditLogGroups = (stage: string, directory: DirectoryName): string[] => {
  const audited = operationsWith(directory).filter((id) => auditedOperations.includes(id));
  return (['audit-consumer', ...audited] as const).map((name) => logGroupOf(stage, name));
};

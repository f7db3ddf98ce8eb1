import { auditedOperations, type FunctionName, operationsWith } from '../functions/operations/index.ts';
import type { DirectoryName } from '../functions/operations/fields.ts';

/** The names that a stage's tables and secrets have, for the stack that makes them and for who operates them. */
export const tableNames = (stage: string) => ({
  resets: `password-reset-${stage}-resets`,
  users: `password-reset-${stage}-users`,
  sessions: `password-reset-${stage}-sessions`,
});

/** None ends in a hyphen and six characters, or the name and the start of an ARN could not be told apart. */
export const secretNames = (stage: string) => ({
  pepper: `password-reset/${stage}/pepper`,
  captcha: `password-reset/${stage}/captcha`,
  auditSubject: `password-reset/${stage}/audit/subject`,
  auditMac: `password-reset/${stage}/audit/mac`,
  webhook: `password-reset/${stage}/webhook`,
  ldap: `password-reset/${stage}/ldap`,
});

/** How secrets are generated: 64 letters and digits carry 381 bits; ASVS 13.3.1 and the keyed digests ask for 256. */
export const GENERATED_SECRET = { passwordLength: 64, excludePunctuation: true };

/** How audit events name the rules in force: `digits8-min15-5x3x10`. */
export const policyName = (rules: {
  readonly otpDigits: number;
  readonly passwordMinLength: number;
  readonly attemptsPerCode: number;
  readonly codesPerHour: number;
  readonly codesPerDay: number;
}): string =>
  `digits${rules.otpDigits}-min${rules.passwordMinLength}-${rules.attemptsPerCode}x${rules.codesPerHour}x${rules.codesPerDay}`;

/** Where a function logs. The audit consumer's log is the trail: a group of its own, under a name that says so. */
export const logGroupOf = (stage: string, name: FunctionName): string =>
  name === 'audit-consumer' ? `/audit/password-reset-${stage}-trail` : `/aws/lambda/password-reset-${stage}-${name}`;

/** All log groups in which a stage with this directory has audit events, the trail first. */
export const auditLogGroups = (stage: string, directory: DirectoryName): string[] => {
  const audited = operationsWith(directory).filter((id) => auditedOperations.includes(id));
  return (['audit-consumer', ...audited] as const).map((name) => logGroupOf(stage, name));
};

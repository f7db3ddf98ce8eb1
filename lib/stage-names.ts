import { operations } from '../functions/operations.ts';

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
});

/** How each secret is generated: 64 letters and digits carry 381 bits; ASVS 13.3.1 and the keyed digests ask for 256. */
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

/** The log groups that hold audit events: the audit consumer's has every step, and a function's what it refused by itself. */
export const auditLogGroups = (stage: string): string[] =>
  [...Object.keys(operations), 'audit-consumer'].map((name) => `/aws/lambda/password-reset-${stage}-${name}`);

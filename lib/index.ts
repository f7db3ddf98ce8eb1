/** The npm package `serverless-password-reset`: docs/guides/construct.md. */
export type { DirectorySecret } from './constructs/directory.ts';
export type { RecordToPublish } from './constructs/dns-records.ts';
export { PasswordReset } from './password-reset.ts';
export type { OwnResources, PasswordResetProps } from './password-reset-props.ts';
export { SettingsError } from './settings/check.ts';

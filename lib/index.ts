/** The npm package `serverless-password-reset`: docs/guides/construct.md. */
export { PasswordReset } from './password-reset.ts';
export type {
  AlarmTopics,
  DirectorySecret,
  OwnResources,
  PasswordResetProps,
  RecordToPublish,
} from './password-reset-props.ts';
export { SettingsError } from './settings/settings-error.ts';
export type { StageSettings } from './settings/stage-settings.ts';

import { App } from 'aws-cdk-lib';
import { PasswordResetStack } from './password-reset-stack.ts';
import { SettingsError } from './settings/check.ts';
import { settingsFromContext } from './settings/stages/index.ts';

const app = new App();
try {
  const settings = settingsFromContext((key) => app.node.tryGetContext(key));
  new PasswordResetStack(app, `PasswordReset-${settings.stage}`, { settings });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

import { App } from 'aws-cdk-lib';
import { type CheckedTemplate, overLimits } from './limits/template.ts';
import { PasswordResetStack } from './password-reset-stack.ts';
import { SettingsError } from './settings/check.ts';
import { refusePlaceholders } from './settings/placeholders.ts';
import { settingsFromContext } from './settings/stages/index.ts';

const app = new App();
try {
  const settings = settingsFromContext((key) => app.node.tryGetContext(key));
  // A template to read or to check needs no values of yours. A deployment does.
  if (app.node.tryGetContext('placeholders') !== 'allowed') refusePlaceholders(settings);
  new PasswordResetStack(app, `PasswordReset-${settings.stage}`, { settings });
  const over = app.synth().stacks.flatMap(({ template }) => overLimits(template as CheckedTemplate));
  if (over.length > 0) {
    throw new SettingsError(
      `The stage "${settings.stage}" does not fit into limits of AWS:\n${over.map((line) => `  ${line}`).join('\n')}`,
    );
  }
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

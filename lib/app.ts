import { App, CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import { SettingsError } from './settings/check.ts';
import { CONFIG_VARIABLE } from './settings/config-path.ts';
import { refusePlaceholders } from './settings/placeholders.ts';
import { stackNameOf } from './stage-names.ts';
import { settingsFromContext } from './settings/stages/index.ts';

const app = new App({ builtinCloudFormationValidation: false });
const given = (key: string): unknown => app.node.tryGetContext(key);

// `-c config=FILE` is for those who call the CDK themselves.
const config = given('config');
if (typeof config === 'string') process.env[CONFIG_VARIABLE] = config;

// CDK's check against CloudFormation's schemas takes as long as everything else, so only a deployment asks for it.
if (given('templateCheck') === 'on') Validations.of(app).addPlugins(new CloudFormationValidatePlugin());

/** CDK's context for an assembly without its files, which the tests of templates ask for. */
const withoutBundling = JSON.stringify(given('aws:cdk:bundling-stacks')) === '[]';

try {
  const settings = settingsFromContext(given);
  // A template to read or to check needs no values of yours. A deployment does.
  if (given('placeholders') !== 'allowed') refusePlaceholders(settings);
  const [{ PasswordResetStack }] = await Promise.all([
    import('./password-reset-stack.ts'),
    ...(withoutBundling
      ? []
      : [import('#deployable').then(({ deployable }) => deployable.prepare(settings.directory))]),
  ]);
  new PasswordResetStack(app, stackNameOf(settings.stage), { settings });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

import { givenContext } from './given-context.ts';
import { SettingsError } from './settings/check.ts';
import { CONFIG_VARIABLE } from './settings/config-path.ts';
import { refusePlaceholders } from './settings/placeholders.ts';
import { settingsFromContext } from './settings/stages/index.ts';
import { stackNameOf } from './stage-names.ts';

const context = givenContext();
const given = (key: string): unknown => context.get(key);

// `-c config=FILE` is for those who call the CDK themselves.
const config = given('config');
if (typeof config === 'string') process.env[CONFIG_VARIABLE] = config;

/** CDK's context for an assembly without its files, which the tests of templates ask for. */
const withoutBundling = JSON.stringify(given('aws:cdk:bundling-stacks')) === '[]';

try {
  const settings = settingsFromContext(given);
  // A template to read or to check needs no values of yours. A deployment does.
  if (given('placeholders') !== 'allowed') {
    refusePlaceholders(
      settings,
      'To see the templates of the examples, which cannot work in an account, add -c placeholders=allowed to cdk synth',
    );
  }
  const { deployable } = await import('#deployable');
  // The CDK takes a third of a synth to load. Functions and pages need only these settings: their builds begin first.
  const built = withoutBundling ? undefined : deployable.prepare(settings.directory);
  const [{ App, CloudFormationValidatePlugin, Validations }, { PasswordResetStack }] = await Promise.all([
    import('aws-cdk-lib'),
    import('./password-reset-stack.ts'),
    built,
  ]);
  const app = new App({ builtinCloudFormationValidation: false });
  // CDK's check against CloudFormation's schemas takes as long as everything else, so only a deployment asks for it.
  if (given('templateCheck') === 'on') Validations.of(app).addPlugins(new CloudFormationValidatePlugin());
  new PasswordResetStack(app, stackNameOf(settings.stage), { settings });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

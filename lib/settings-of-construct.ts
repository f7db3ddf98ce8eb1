import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Named, namedBy, settingsAmong } from './own-resources.ts';
import type { PasswordResetProps } from './password-reset-props.ts';
import { documentAt } from './instructions.ts';
import { checkSettings, SettingsError, wrongSettings } from './settings/check.ts';
import type { Settings } from './settings/schema.ts';
import type { StageSettings } from './settings/stage-settings.ts';

/**
 * Returns the settings of a construct, checked, with the defaults filled in.
 *
 * @throws {@link SettingsError} that names every wrong setting, or the construct that stands in its place
 */
export function settingsOf(scope: Construct, props: PasswordResetProps): Settings {
  refuseNone(props);
  const named = namedBy(props);
  const given = settingsAmong(props);
  refuseTwice(props.stage, given, named);
  const { account, region, stackName } = Stack.of(scope);
  const settings = {
    ...(!Token.isUnresolved(account) && { account }),
    ...(!Token.isUnresolved(region) && { region }),
    ...given,
    ...(props.kmsKey && { customerManagedKey: true }),
  };
  const all = Object.values(named).reduce<StageSettings>((sum, some) => ({ ...sum, ...some }), settings);
  return checkSettings(
    all,
    {},
    {
      placeOf: (name) =>
        isOfStack(name) ? `where the stack ${stackName} is made` : 'in the properties of PasswordReset',
      nameOf: (name) => (isOfStack(name) ? `env.${name} of the stack` : propertyOf(name, named)),
    },
  );
}

/** Settings that the construct takes from its stack. */
const isOfStack = (setting: string): boolean => setting === 'account' || setting === 'region';

/** An app in JavaScript may give no properties. */
function refuseNone(props: unknown): void {
  if (typeof props === 'object' && props !== null) return;
  throw new SettingsError(
    "PasswordReset has no properties. Fix: give it the settings of a stage, such as { stage: 'prod', … }; " +
      `${documentAt('reference/settings.md')} lists them`,
  );
}

/** Returns the construct that stands in place of a setting, or the setting itself. */
const propertyOf = (setting: string, named: Named): string =>
  Object.entries(named).find(([, settings]) => Object.hasOwn(settings, setting))?.[0] ?? setting;

function refuseTwice(stage: string | undefined, given: object, named: Named): void {
  const lines = Object.entries(named).flatMap(([property, settings]) =>
    Object.keys(settings)
      .filter((name) => Object.hasOwn(given, name))
      .map((name) => `  ${name}: is given as the construct ${property} too. Fix: remove one of the two`),
  );
  if (lines.length > 0) throw wrongSettings(stage, lines);
}

import { checkSettings, SettingsError } from '../check.ts';
import { type Settings, type StageSettings, settingsSchema } from '../schema.ts';
import { dev } from './dev.ts';
import { laptop } from './laptop.ts';
import { prod } from './prod.ts';
import { staging } from './staging.ts';

const stages: Readonly<Record<string, StageSettings>> = { dev, staging, prod, laptop };

/** Names that `-c stage=…` accepts. */
export const stageNames = Object.keys(stages);

/** Settings that the command line can override: all but `stage`, which selects the file. */
const overridable = Object.keys(settingsSchema.shape).filter((name) => name !== 'stage');

/**
 * Returns the settings of a stage, with the values of the CDK context applied over those of its file.
 *
 * @throws {@link SettingsError} for an unknown stage, or for settings that are wrong
 */
export function settingsFromContext(context: (key: string) => unknown): Settings {
  const given = context('stage') ?? 'dev';
  const name = typeof given === 'string' ? given : JSON.stringify(given);
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage === undefined) {
    throw new SettingsError(`stage: there is no stage "${name}". Fix: choose one of ${stageNames.join(', ')}`);
  }
  const overrides = overridable.map((key) => [key, context(key)] as const).filter(([, value]) => value !== undefined);
  return checkSettings(stage, Object.fromEntries(overrides));
}

import { checkSettings, type Settings, SettingsError, type StageSettings, settingsSchema } from '../schema.ts';
import { dev } from './dev.ts';
import { laptop } from './laptop.ts';
import { prod } from './prod.ts';
import { staging } from './staging.ts';

const stages: Readonly<Record<string, StageSettings>> = { dev, staging, prod, laptop };

/** The names that `-c stage=…` knows. */
export const stageNames = Object.keys(stages);

/** Every setting but `stage`, which selects the file, can be overridden on the command line. */
const overridable = Object.keys(settingsSchema.shape).filter((name) => name !== 'stage');

/**
 * The settings of a stage, with the context's values laid over those of its file.
 *
 * @throws {@link SettingsError} for an unknown stage, or for settings that are wrong
 */
export function settingsFromContext(context: (key: string) => unknown): Settings {
  const given = context('stage') ?? 'dev';
  const name = typeof given === 'string' ? given : JSON.stringify(given);
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage === undefined) {
    throw new SettingsError(`stage: there is no stage "${name}"; the known ones are ${stageNames.join(', ')}`);
  }
  const overrides = overridable.map((key) => [key, context(key)] as const).filter(([, value]) => value !== undefined);
  return checkSettings(stage, Object.fromEntries(overrides));
}

import { inPackage } from '../../build/root.ts';
import { checkSettings, IN_STAGES, overriddenBy, SettingsError, type Words } from '../check.ts';
import { CONFIG_FILE, configFile } from '../config-path.ts';
import { type Settings, settingsSchema } from '../schema.ts';
import type { StageSettings } from '../stage-settings.ts';
import { dev } from './dev.ts';
import { stagesIn } from './from-file.ts';
import { laptop } from './laptop.ts';
import { prod } from './prod.ts';
import { staging } from './staging.ts';

const stagesHere: Readonly<Record<string, StageSettings>> = { dev, staging, prod, laptop };

/** Names that `-c stage=…` accepts without a configuration file. */
export const stageNames = Object.keys(stagesHere);

/** Returns the stages of the configuration file, or of this folder. The npm package has none of its own. */
function stagesOf(file: string | undefined): Readonly<Record<string, StageSettings>> {
  if (file !== undefined) return stagesIn(file);
  if (!inPackage) return stagesHere;
  throw new SettingsError(
    `There is no ${CONFIG_FILE} in ${process.cwd()}. Fix: run npx serverless-password-reset init`,
  );
}

/**
 * Region of a stage; undefined where its settings name none, or are not here.
 *
 * @throws {@link SettingsError} for settings that are here and wrong: what they say about the place may be wrong too
 */
export function regionOf(stage: string): string | undefined {
  const file = configFile();
  if (file === undefined && inPackage) return undefined;
  return Object.hasOwn(stagesOf(file), stage) ? settingsOfStage(stage).region : undefined;
}

/** Settings that the command line can override: all but `stage`, which selects the file. */
const overridable = Object.keys(settingsSchema.shape).filter((name) => name !== 'stage');

/**
 * Returns the settings of a stage, with the values of the CDK context applied over those of its file: the
 * configuration file (config-path.ts), or one of this folder.
 *
 * @throws {@link SettingsError} for an unknown stage, or for settings that are wrong
 */
export function settingsFromContext(
  context: (key: string) => unknown,
  words: Words = overriddenBy((name) => `-c ${name}=…`),
): Settings {
  const stages = stagesOf(configFile());
  const names = Object.keys(stages);
  const given = context('stage') ?? (names.length === 1 ? names[0] : 'dev');
  const name = typeof given === 'string' ? given : JSON.stringify(given);
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage === undefined) {
    throw new SettingsError(`stage: there is no stage "${name}". Fix: choose one of ${names.join(', ')}`);
  }
  const overrides = overridable.map((key) => [key, context(key)] as const).filter(([, value]) => value !== undefined);
  return checkSettings(stage, Object.fromEntries(overrides), words);
}

/**
 * Returns the settings of a stage as its file gives them.
 *
 * @throws {@link SettingsError} for an unknown stage, or for settings that are wrong
 */
export const settingsOfStage = (stage: string): Settings =>
  settingsFromContext((key) => (key === 'stage' ? stage : undefined), IN_STAGES);

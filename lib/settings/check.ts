import type * as z from 'zod';
import { documentAt } from '../instructions.ts';
import { placeOfStages } from './config-path.ts';
import { defaultsOf } from './profiles.ts';
import { brokenRules } from './rules.ts';
import { type Settings, settingsSchema } from './schema.ts';
import { SettingsError } from './settings-error.ts';
import type { StageSettings } from './stage-settings.ts';
import { fixOf, wrongValue } from './wrong-value.ts';

export { SettingsError };

/** Words of messages that depend on the place that has the settings. */
export interface Words {
  /** Place where a setting is given. */
  readonly placeOf: (setting: string) => string;
  /** Name under which a setting is given. */
  readonly nameOf: (setting: string) => string;
}

export const IN_STAGES: Words = {
  placeOf: () => `in ${placeOfStages()}`,
  nameOf: (name) => name,
};

/** Words where an option of the command line overrides a setting, such as `-c NAME=…`. */
export const overriddenBy = (option: (name: string) => string): Words => ({
  ...IN_STAGES,
  placeOf: (name) => `in ${placeOfStages()}, or on the command line with ${option(name)}`,
});

/** Settings whose names are words of English too. */
const WORDS = ['account', 'region'];

/** Settings that a message names, whole. */
const NAMES = new RegExp(
  `\\b(?:${Object.keys(settingsSchema.shape)
    .filter((name) => !WORDS.includes(name))
    .join('|')})\\b|^(?:${WORDS.join('|')})(?=:)|(?<=correct )(?:${WORDS.join('|')})$`,
  'g',
);

/**
 * Returns the settings of a stage, with the overrides applied and the defaults filled in.
 *
 * @throws {@link SettingsError} that names every wrong setting
 */
export function checkSettings(
  stage: StageSettings,
  overrides: Record<string, unknown> = {},
  words: Words = IN_STAGES,
): Settings {
  const chosen: Record<string, unknown> = { ...stage, ...overrides };
  const given = { ...defaultsOf(chosen['profile']), ...chosen };
  const result = settingsSchema.safeParse(given, { error: wrongValue });
  const problems = result.success
    ? brokenRules(result.data)
    : result.error.issues.map((issue) => problemOf(issue, given, words));
  if (result.success && problems.length === 0) return result.data;
  const lines = problems.map((line) => `  ${line.replaceAll(NAMES, words.nameOf)}`);
  throw wrongSettings(stage.stage, lines);
}

/** Returns the error about wrong settings. An app in JavaScript may name no stage. */
export const wrongSettings = (stage: string | undefined, lines: readonly string[]): SettingsError =>
  new SettingsError(`The settings ${stage === undefined ? '' : `of stage "${stage}" `}are wrong:\n${lines.join('\n')}`);

/** Returns what is wrong with the value of a setting; undefined if nothing is. */
export function wrongValueOf(setting: keyof Settings, value: unknown): string | undefined {
  const { error } = settingsSchema.shape[setting].safeParse(value, { error: wrongValue });
  return error?.issues[0]?.message;
}

function problemOf(issue: z.core.$ZodIssue, given: Record<string, unknown>, { placeOf }: Words): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: no such setting. Fix: correct the name; ${documentAt('reference/settings.md')} lists all settings`;
  }
  const name = String(issue.path[0]);
  if (given[name] === undefined) {
    return `${name}: is missing. Fix: set it ${placeOf(name)}`;
  }
  const [wrongKey] = issue.code === 'invalid_key' ? issue.issues : [];
  return `${issue.path.join('.')}: ${(wrongKey ?? issue).message}. Fix: ${fixOf(name)} ${placeOf(name)}`;
}

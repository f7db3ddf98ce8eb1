import type * as z from 'zod';
import { placeOfStages } from './config-path.ts';
import { defaultsOf } from './profiles.ts';
import { brokenRules } from './rules.ts';
import { type Settings, settingsSchema, type StageSettings } from './schema.ts';
import { documentAt } from '../instructions.ts';

/** Error for settings that are missing or wrong. The message names each setting, the problem and the fix. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Place where a setting that is missing can be set, for messages. */
type PlaceOf = (setting: string) => string;

const inStages: PlaceOf = (name) => `in ${placeOfStages()}, or on the command line with -c ${name}=…`;

/**
 * Returns the settings of a stage, with the overrides applied and the defaults filled in.
 *
 * @throws {@link SettingsError} that names every wrong setting
 */
export function checkSettings(
  stage: StageSettings,
  overrides: Record<string, unknown> = {},
  placeOf: PlaceOf = inStages,
): Settings {
  const chosen: Record<string, unknown> = { ...stage, ...overrides };
  const given = { ...defaultsOf(chosen['profile']), ...chosen };
  const result = settingsSchema.safeParse(given);
  const problems = result.success
    ? brokenRules(result.data)
    : result.error.issues.map((issue) => problemOf(issue, given, placeOf));
  if (result.success && problems.length === 0) return result.data;
  throw new SettingsError(
    `The settings of stage "${stage.stage}" are wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`,
  );
}

function problemOf(issue: z.core.$ZodIssue, given: Record<string, unknown>, placeOf: PlaceOf): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: no such setting. Fix: correct the name; ${documentAt('reference/settings.md')} lists all settings`;
  }
  const name = String(issue.path[0]);
  if (given[name] === undefined) {
    return `${name}: is missing. Fix: set it ${placeOf(name)}`;
  }
  const [wrongKey] = issue.code === 'invalid_key' ? issue.issues : [];
  return `${issue.path.join('.')}: ${(wrongKey ?? issue).message}`;
}

import type * as z from 'zod';
import { defaultsOf } from './profiles.ts';
import { brokenRules } from './rules.ts';
import { type Settings, settingsSchema, type StageSettings } from './schema.ts';

/** Error for settings that are missing or wrong. The message names each setting, the problem and the fix. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Returns the settings of a stage, with the overrides applied and the defaults filled in.
 *
 * @throws {@link SettingsError} that names every wrong setting
 */
export function checkSettings(stage: StageSettings, overrides: Record<string, unknown> = {}): Settings {
  const chosen: Record<string, unknown> = { ...stage, ...overrides };
  const given = { ...defaultsOf(chosen['profile']), ...chosen };
  const result = settingsSchema.safeParse(given);
  const problems = result.success
    ? brokenRules(result.data)
    : result.error.issues.map((issue) => problemOf(issue, given));
  if (result.success && problems.length === 0) return result.data;
  throw new SettingsError(
    `The settings of stage "${stage.stage}" are wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`,
  );
}

function problemOf(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  if (issue.code === 'unrecognized_keys') {
    return `${issue.keys.join(', ')}: no such setting. Fix: correct the name; lib/settings/groups lists all settings`;
  }
  const name = String(issue.path[0]);
  if (given[name] === undefined) {
    return `${name}: is missing. Fix: set it in lib/settings/stages, or on the command line with -c ${name}=…`;
  }
  const [wrongKey] = issue.code === 'invalid_key' ? issue.issues : [];
  return `${issue.path.join('.')}: ${(wrongKey ?? issue).message}`;
}

/** Settings as a deployment tells them: a fingerprint of each value, by name. */
export type SettingsPrints = Readonly<Record<string, string>>;

/** The names of the settings that differ, in alphabetical order. A setting that is new or gone differs. */
export const changedSettings = (before: SettingsPrints, after: SettingsPrints): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .toSorted();

/** Error for settings that are missing or wrong. The message names each setting, the problem and the fix. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

import { SettingsError } from '../lib/settings/settings-error.ts';
import { UsageError } from './deploy/options.ts';

/** Returns what a command says about its command line: the error, which its whole help would push off the screen. */
export const wrongUsage = (error: Error): string => `${error.message}\n--help shows the options.`;

/** Returns what a command says where its command line or the settings are wrong; undefined for any other error. */
export function usageMessage(error: unknown): string | undefined {
  if (error instanceof UsageError) return wrongUsage(error);
  return error instanceof SettingsError ? error.message : undefined;
}

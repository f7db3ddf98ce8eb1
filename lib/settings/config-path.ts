import { existsSync } from 'node:fs';
import { inPackage } from '../build/root.ts';

/** Variable that names the configuration file. */
export const CONFIG_VARIABLE = 'PASSWORD_RESET_CONFIG';

/** Name of the configuration file where nothing names one. */
export const CONFIG_FILE = 'password-reset.config.json';

/**
 * Returns the path of the file with the settings of your stages, as docs/guides/construct.md describes it. Undefined
 * where lib/settings/stages has them.
 */
export function configFile(): string | undefined {
  const named = process.env[CONFIG_VARIABLE];
  if (named) return named;
  return inPackage && existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined;
}

/** File with the settings of a stage, for messages. */
export const fileOfStage = (stage: string): string =>
  configFile() ?? (inPackage ? CONFIG_FILE : `lib/settings/stages/${stage}.ts`);

/** Place of the settings of stages, for messages. */
export const placeOfStages = (): string => configFile() ?? (inPackage ? CONFIG_FILE : 'lib/settings/stages');

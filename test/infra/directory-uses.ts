import { directoryEnvironments, type DirectoryUse } from '../../functions/runtime/directory-variables.ts';
import { environments } from '../../functions/runtime/environment.ts';
import type { FunctionName } from '../../functions/operations/index.ts';
import type { DirectoryName } from '../../functions/operations/fields.ts';

/** What each function that uses the directory does with it; no other function knows it. */
export const DIRECTORY_USES: Readonly<Partial<Record<FunctionName, DirectoryUse>>> = {
  'complete-reset': 'change',
  'mail-consumer': 'lookup',
  redelivery: 'lookup',
};

/** The names of all variables that a function reads where the accounts are in this directory. */
export function variablesRead(name: FunctionName, directory: DirectoryName): string[] {
  const use = DIRECTORY_USES[name];
  const ofDirectory = use === undefined ? {} : directoryEnvironments[directory][use];
  return Object.keys({ ...environments[name], ...ofDirectory });
}

import { directoryEnvironments, type DirectoryUse } from '../../functions/runtime/directory-variables.ts';
import { environments } from '../../functions/runtime/environment.ts';
import type { FunctionName } from '../../functions/operations/index.ts';
import type { DirectoryName } from '../../functions/operations/fields.ts';

/** Use that each function makes of the directory; the others do not have it. */
export const DIRECTORY_USES: Readonly<Partial<Record<FunctionName, DirectoryUse>>> = {
  'complete-reset': 'change',
  'mail-consumer': 'lookup',
  redelivery: 'lookup',
};

/** Names of all variables that a function reads with this directory. */
export function variablesRead(name: FunctionName, directory: DirectoryName): string[] {
  const use = DIRECTORY_USES[name];
  const ofDirectory = use === undefined ? {} : directoryEnvironments[directory][use];
  return Object.keys({ ...environments[name], ...ofDirectory });
}

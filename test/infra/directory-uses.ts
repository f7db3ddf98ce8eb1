import { directoryEnvironments, type DirectoryUse } from '../../functions/runtime/directories/variables.ts';
import { type Declared, variablesOf } from '../../functions/runtime/environment.ts';
import { background, type FunctionName, operations } from '../../functions/operations/index.ts';
import type { DirectoryName } from '../../functions/operations/fields.ts';

/** Use that each function makes of the directory; the others do not have it. */
export const DIRECTORY_USES: Readonly<Partial<Record<FunctionName, DirectoryUse>>> = {
  'complete-reset': 'change',
  'mail-consumer': 'lookup',
  redelivery: 'lookup',
};

/** Declaration of a function, whether a route leads to it or not. */
export const declarationOf = (name: FunctionName): Declared => ({ ...operations, ...background })[name];

/** Names of all variables that a function reads with this directory. */
export function variablesRead(name: FunctionName, directory: DirectoryName): string[] {
  const use = DIRECTORY_USES[name];
  const ofDirectory = use === undefined ? {} : directoryEnvironments[directory][use];
  return Object.keys({ ...variablesOf(declarationOf(name)), ...ofDirectory });
}

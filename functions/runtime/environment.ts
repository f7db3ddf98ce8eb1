import { readFileSync } from 'node:fs';
import { type DirectoryEnvironmentOf, directoryEnvironments, type DirectoryUse } from './directories/variables.ts';
import type { AnyCapability } from './capability.ts';
import { type RuleName, ruleVariables } from './rules.ts';
import type { DirectoryName } from '../operations/fields.ts';
import { readVariables, text, type Variable } from './variables.ts';

/**
 * The environment of each function. It is checked once, at cold start: a missing or wrong variable stops the function
 * with a message that names it. Only this file reads `process.env`.
 */

/**
 * Adds the variables that have no room in Lambda's 4 KB (lib/limits/environment.ts): `LONG_VARIABLES` names the JSON
 * file with them, beside the function's code.
 */
const withLongVariables = (variables: Variables): Variables => {
  const { LONG_VARIABLES: file } = variables;
  if (file === undefined) return variables;
  const long = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as Variables;
  return { ...long, ...variables };
};

/** The name of a function, with all that it uses. */
export interface Declared {
  readonly id: string;
  readonly capabilities: Readonly<Record<string, AnyCapability>>;
  readonly rules: readonly RuleName[];
}

const base = { STAGE: text, POWERTOOLS_METRICS_NAMESPACE: text, POWERTOOLS_LOG_LEVEL: text };

/** Every variable that a function reads, but those of its directory: {@link directoryEnvironments}. */
export const variablesOf = ({ capabilities, rules }: Declared): Record<string, Variable> =>
  Object.assign(
    {},
    base,
    ruleVariables(rules),
    ...Object.values(capabilities).map(({ variables }) => variables),
  ) as Record<string, Variable>;

/** Reads and checks a function's environment; throws an error that names every variable that is missing or wrong. */
export const readEnvironment = (
  declared: Declared,
  variables: Variables = process.env,
): Readonly<Record<string, unknown>> => readVariables(declared.id, variablesOf(declared), withLongVariables(variables));

/** Reads and checks the variables of a function's directory, as {@link readEnvironment} does. */
export const readDirectoryEnvironment = <Name extends DirectoryName, Use extends DirectoryUse>(
  name: Name,
  use: Use,
  variables: Variables = process.env,
): DirectoryEnvironmentOf<Name, Use> =>
  readVariables(`directory ${name}`, directoryEnvironments[name][use], withLongVariables(variables)) as never;

type Variables = Record<string, string | undefined>;

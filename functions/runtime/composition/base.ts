import { readEnvironment } from '../environment.ts';
import type { FunctionName } from '../../operations/index.ts';
import { telemetry } from '../telemetry.ts';

/**
 * What every function has. This folder is the only place that makes clients and adapters; it has one file for each function, of the
 * function's name, so that a bundle carries no more than its own parts.
 */
export const base = <Name extends FunctionName>(name: Name) => ({
  environment: readEnvironment(name),
  telemetry: telemetry(name),
});

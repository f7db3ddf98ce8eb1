import type { Clock } from '../ports.ts';
import type { FunctionName } from '../operations/index.ts';
import type { AnyCapability, PortOf } from './capability.ts';
import { clock, Clients } from './clients.ts';
import { type Declared, readEnvironment } from './environment.ts';
import type { MetricOf } from './metrics.ts';
import { rules, type RuleName, type RuleValues } from './rules.ts';
import { type Telemetry, telemetry } from './telemetry.ts';

type PortsOf<Capabilities extends Readonly<Record<string, AnyCapability>>> = {
  readonly [Name in keyof Capabilities]: PortOf<Capabilities[Name]>;
};

/** A declared function with its adapters, as its entry hands them on. */
export interface Wired<Function extends Declared> {
  /** One for each capability, by the name that it is declared under, and the clock. */
  readonly ports: PortsOf<Function['capabilities']> & { readonly clock: Clock };
  readonly rules: RuleValues<Function['rules'][number]>;
  readonly telemetry: Telemetry<MetricOf<Function['id'] & FunctionName>>;
}

/**
 * Makes all that a function declares. A port that is used and not declared is a compile error, because it is not in
 * the result.
 *
 * @throws an error that names every environment variable that is missing or wrong
 */
export function wire<const Function extends Declared & { readonly id: FunctionName }>(
  declared: Function,
): Wired<Function> {
  const environment = readEnvironment(declared);
  const signals = telemetry(declared.id);
  const runtime = { clients: new Clients(), telemetry: signals };
  const port = ([name, capability]: [string, AnyCapability]) => [
    name,
    capability.adapter(environment as never, runtime),
  ];
  const value = (name: RuleName) => [name, environment[rules[name].variable]];
  return {
    ports: { ...Object.fromEntries(Object.entries(declared.capabilities).map(port)), clock },
    rules: Object.fromEntries(declared.rules.map(value)),
    telemetry: signals,
  } as unknown as Wired<Function>;
}

import { type NetworkAllowance, parseAllowances } from '../domain/network-allowance.ts';

/**
 * Reads a variable that is not empty; throws a {@link WrongVariable}. These are plain functions, because schemas are
 * slow to make and every cold start would make twenty: docs/adr/0023-small-bundles.md.
 */
export type Variable<Value = unknown> = (variable: string) => Value;

/** Message that says what a variable must be. */
export class WrongVariable extends Error {}

export const text: Variable<string> = (variable) => variable;

export const url: Variable<string> = (variable) => {
  if (!URL.canParse(variable)) throw new WrongVariable('must be a URL');
  return variable;
};

/** Values separated by commas. */
export const list: Variable<string[]> = (variable) => variable.split(',').filter((entry) => entry !== '');

const number =
  (pattern: RegExp, kind: string, least: number, most: number): Variable<number> =>
  (variable) => {
    const value = pattern.test(variable) ? Number(variable) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new WrongVariable(`must be a ${kind} from ${least} to ${most}`);
  };

export const integer = (least: number, most: number) => number(/^\d+$/, 'whole number', least, most);

/** From 0 to 1. */
export const share = number(/^[01](\.\d+)?$/, 'number', 0, 1);

export const oneOf =
  <const Value extends string>(...values: readonly Value[]): Variable<Value> =>
  (variable) => {
    const value = values.find((each) => each === variable);
    if (value === undefined) throw new WrongVariable(`must be one of ${values.join(', ')}`);
    return value;
  };

/** @param none text that means no value, because a variable may not be empty */
export const unless =
  <Value>(none: string, read: Variable<Value>): Variable<Value | undefined> =>
  (variable) =>
    variable === none ? undefined : read(variable);

/** Networks with their calls in an hour, as in `203.0.113.0/24=200`, separated by commas; `none` for none. */
export const networkAllowances: Variable<readonly NetworkAllowance[]> = (variable) => {
  const allowances = variable === 'none' ? [] : parseAllowances(list(variable));
  if (allowances === undefined) throw new WrongVariable('must be networks such as 203.0.113.0/24=200, or none');
  return allowances;
};

export const passwordHash = oneOf('argon2id', 'scrypt');

/** Values of variables of this shape. */
export type Parsed<Shape> = { [Key in keyof Shape]: Shape[Key] extends Variable<infer Value> ? Value : never };

/** Reads each variable of a shape; throws an error that names every one that is missing or wrong. */
export function readVariables(
  whose: string,
  shape: Readonly<Record<string, Variable>>,
  variables: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, variable] of Object.entries(shape)) {
    const value = variables[name];
    if (value === undefined) wrong.push(`${name} is missing`);
    else if (value === '') wrong.push(`${name}: must not be empty`);
    else {
      try {
        read[name] = variable(value);
      } catch (error) {
        if (!(error instanceof WrongVariable)) throw error;
        wrong.push(`${name}: ${error.message}`);
      }
    }
  }
  if (wrong.length > 0) throw new Error(`${whose}: the environment is not complete: ${wrong.join('; ')}`);
  return read;
}

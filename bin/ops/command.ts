import type { ParseArgsConfig } from 'node:util';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';

/** What stands on the command line behind a command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  option(name: string): string | undefined;
  flag(name: string): boolean;
}

export interface Command {
  /** Its arguments, as help shows them: `USERID [--locale TAG]`. */
  readonly usage: string;
  /** One line. */
  readonly summary: string;
  /** What else `--help` says. */
  readonly details: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  /** The least and the most positional arguments. */
  readonly positionals: readonly [least: number, most: number];
  run(context: Context, given: Arguments): Promise<Outcome>;
}

import type { Arguments, Usage } from './arguments.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';

export type { Arguments };

export interface Command extends Usage {
  /** One line. */
  readonly summary: string;
  /** What else `--help` says. */
  readonly details: string;
  run(context: Context, given: Arguments): Promise<Outcome>;
}

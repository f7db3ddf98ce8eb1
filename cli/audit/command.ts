import type { Arguments, Usage } from '../ops/arguments.ts';
import type { Place } from './place.ts';

export interface Context {
  readonly place: Place;
  readonly now: Date;
  /** One line of how far a long command is; never a result. */
  readonly progress: (line: string) => void;
}

export interface Answer {
  readonly text: string;
  /** Whether an incident was found: it makes the exit code. */
  readonly found: boolean;
}

export interface Command extends Usage {
  /** One line. */
  readonly summary: string;
  /** What else `--help` says. */
  readonly details: string;
  run(context: Context, given: Arguments): Promise<Answer>;
}

export const EXIT = { nothing: 0, found: 1, usage: 2, error: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

import type { Arguments, Usage } from '../ops/arguments.ts';
import type { Place } from './place.ts';

export interface Context {
  readonly place: Place;
  readonly now: Date;
  /** Prints one line about the progress of a long command, never a result. */
  readonly progress: (line: string) => void;
  /** Prints one line of a result that is too long to keep. */
  readonly line: (line: string) => void;
}

export interface Answer {
  /** Empty if all of it was printed line by line. */
  readonly text: string;
  /** True where an incident was found, or nothing was read; it sets the exit code. */
  readonly found: boolean;
}

export interface Command extends Usage {
  /** Summary in one line. */
  readonly summary: string;
  /** Rest of the text of `--help`. */
  readonly details: string;
  run(context: Context, given: Arguments): Promise<Answer>;
}

export const EXIT = { nothing: 0, found: 1, usage: 2, error: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

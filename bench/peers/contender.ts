import type { TimedAnswer } from '../enumeration/timed-connection.ts';
import type { TreeTime } from '../functions/processor-tree.ts';

/** The three steps of a reset; what a page loads before them is none. */
export const STEPS = ['ask', 'verify', 'set'] as const;
export type Step = (typeof STEPS)[number];

export interface Asked {
  readonly answer: TimedAnswer;
  /** What the visitor's page keeps, to go on with. */
  readonly request: string;
}

/** `wrong` is what is said of a wrong guess; `refused` is everything that is said instead of comparing. */
export type Verdict = 'accepted' | 'wrong' | 'refused';

export interface Guessed {
  readonly milliseconds: number;
  readonly verdict: Verdict;
  /** What the new password is set with. */
  readonly grant: string;
}

/** Whether the password was set. */
export interface PasswordSet {
  readonly milliseconds: number;
  readonly done: boolean;
}

/** Somebody with a page before him: a connection and a source address of his own, and what the page loads before its first step. */
export interface Visitor {
  ask(userId: string): Promise<Asked>;
  /** Enters a code; where the contender takes the new password in the same call, with a password. */
  guess(request: string, code: string): Promise<Guessed>;
  /** Absent where the guess sets the password already, or where no password can be set. */
  set?(grant: string, password: string): Promise<PasswordSet>;
  /** Goes all the way with a code, by as few calls as the contender allows; tells whether it led to the end. */
  redeem(request: string, code: string, password: string): Promise<boolean>;
  leave(): void;
}

export interface About {
  readonly name: string;
  readonly version: string;
  readonly store: string;
  /** How a new password is kept; `undefined` where none is set. */
  readonly hash: string | undefined;
  /** The step that a guess is: `set` where the code is taken together with the new password. */
  readonly guessIs: Extract<Step, 'verify' | 'set'>;
}

/** One implementation of the reset, running, with the known users in it. */
export interface Contender {
  readonly about: About;
  /** @param steps that he will do, where the contender prepares each */
  arrive(steps: readonly Step[]): Promise<Visitor>;
  /** The code that was mailed last for a request, once it can be entered. */
  codeOf(userId: string, request: string): Promise<string>;
  /** How many codes were compared so far, where the answers do not tell. */
  comparisons?(): Promise<number>;
  /** Waits until nothing is under way that an answer left behind. */
  quiet(): Promise<void>;
  /** Milliseconds after an ask that leaves work behind. */
  readonly pause: number;
  processorTime(): TreeTime | undefined;
  stop(): Promise<void>;
}

/** Numbered users: known ones are seeded, unknown ones are not; both are spelt equally long. */
export const userId = (kind: 'known' | 'unknown', index: number): string =>
  `${kind === 'known' ? 'user' : 'nope'}-${String(index).padStart(4, '0')}`;

export const addressOf = (user: string): string => `${user}@example.com`;

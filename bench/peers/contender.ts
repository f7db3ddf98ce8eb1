import type { TimedAnswer } from '../../testkit/enumeration/timed-connection.ts';
import type { TreeTime } from '../../testkit/measuring/processor-time.ts';

/** The three steps of a reset, without the calls by which a page is loaded. */
export const STEPS = ['ask', 'verify', 'set'] as const;
export type Step = (typeof STEPS)[number];

export interface Asked {
  readonly answer: TimedAnswer;
  /** State of the visitor's page. */
  readonly request: string;
}

/** `wrong` is the answer to a wrong guess; `refused` is any answer without a comparison. */
export type Verdict = 'accepted' | 'wrong' | 'refused';

export interface Guessed {
  readonly milliseconds: number;
  readonly verdict: Verdict;
  /** Proof with which the new password is set. */
  readonly grant: string;
}

/** Whether the password was set. */
export interface PasswordSet {
  readonly milliseconds: number;
  readonly done: boolean;
}

/** A visitor with a loaded page: a connection and a source address of their own. */
export interface Visitor {
  ask(userId: string): Promise<Asked>;
  /** Enters a code. */
  guess(request: string, code: string): Promise<Guessed>;
  set(grant: string, password: string): Promise<PasswordSet>;
  /** Sets a password with a code, by as few calls as the contender allows; false where that fails. */
  redeem(request: string, code: string, password: string): Promise<boolean>;
  leave(): void;
}

/** Where this service stores and mails, and a peer on an equal footing. */
export const SHARED = 'emulator of DynamoDB over HTTP; mails by the emulator of SES';

export interface About {
  readonly name: string;
  readonly version: string;
  /** Where it stores, and how it mails. */
  readonly store: string;
  /** Hash of a new password, with its parameters. */
  readonly hash: string;
}

/** One implementation of the reset, running, with the known users in it. */
export interface Contender {
  readonly about: About;
  /** @param steps to prepare */
  arrive(steps: readonly Step[]): Promise<Visitor>;
  /** The last mailed code of a request, once it can be entered. */
  codeOf(userId: string, request: string): Promise<string>;
  /** Comparisons of codes so far; absent where the answers tell. */
  comparisons?(): Promise<number>;
  /** Waits until the work behind an answer is done. */
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

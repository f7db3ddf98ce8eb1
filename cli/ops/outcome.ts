/** What a command has to show: for a person, and for a program (`--json`). */
export interface Report {
  readonly text: string;
  readonly json: object;
}

export interface Refusal {
  /** What is refused: an argument, or what was asked for. */
  readonly what: string;
  readonly reason: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What a command came to. A fault is thrown. */
export type Outcome =
  | { readonly kind: 'done'; readonly report: Report }
  /** Nothing, or not everything, was done. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly report?: Report };

export const EXIT = { done: 0, refused: 1, usage: 2, error: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Thrown for a command line that cannot be understood; nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** @param problem says what is wrong and what to write; it quotes no value, which may be a secret in the wrong place */
  constructor(argument: string, problem: string) {
    super(`${argument}: ${problem}`);
  }
}

export const done = (text: string, json: object): Outcome => ({ kind: 'done', report: { text, json } });

export const refused = (what: string, reason: string, fix?: string): Extract<Outcome, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: { what, reason, ...(fix !== undefined && { fix }) },
});

/** Result of a command, as text for users and as JSON for programs (`--json`). */
export interface Report {
  readonly text: string;
  readonly json: object;
}

export interface Refusal {
  /** Argument or action that is refused. */
  readonly what: string;
  readonly reason: string;
  /** Fix, where there is one. */
  readonly fix?: string;
}

/** Outcome of a command. An error is thrown. */
export type Outcome =
  | { readonly kind: 'done'; readonly report: Report }
  /** Nothing was done, or only a part. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly report?: Report };

export const EXIT = { done: 0, refused: 1, usage: 2, error: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Error for a wrong command line. Nothing was done. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** Argument or option, as the help of the command writes it. */
  readonly argument: string;
  readonly problem: string;

  /** @param problem problem and fix; it must not quote a value, which may be a secret in the wrong place */
  constructor(argument: string, problem: string) {
    super(`${argument}: ${problem}`);
    this.argument = argument;
    this.problem = problem;
  }
}

export const done = (text: string, json: object): Outcome => ({ kind: 'done', report: { text, json } });

export const refused = (what: string, reason: string, fix?: string): Extract<Outcome, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: { what, reason, ...(fix !== undefined && { fix }) },
});

/** C0 and C1 control characters, which must not reach the terminal: text that a user typed could move the cursor. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

const printable = (text: string): string => text.replace(CONTROL, '\uFFFD');

/** Returns a table whose columns are as wide as their widest cell. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows.map((row) => row.map(printable))];
  const widths = headings.map((_heading, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Returns one line for each entry. */
export const facts = (entries: Readonly<Record<string, string>>): string => {
  const width = Math.max(...Object.keys(entries).map((name) => name.length));
  return Object.entries(entries)
    .map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`)
    .join('\n');
};

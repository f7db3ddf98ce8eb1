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

/** C0 and C1 control characters: what a user typed must not move the cursor of who reads it. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

const printable = (text: string): string => text.replace(CONTROL, '\uFFFD');

/** Columns under their headings, as wide as their widest cell. */
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

/** One fact a line. */
export const facts = (entries: Readonly<Record<string, string>>): string => {
  const width = Math.max(...Object.keys(entries).map((name) => name.length));
  return Object.entries(entries)
    .map(([name, value]) => `${name.padEnd(width)}  ${printable(value)}`)
    .join('\n');
};

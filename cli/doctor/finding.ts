/**
 * One line of the doctor's report. `stop`: the deployment would fail or go to the wrong place. `warning`: it would
 * succeed, and something would not work for users or operators.
 */
export interface Finding {
  readonly subject: Subject;
  readonly state: 'ok' | 'warning' | 'stop';
  readonly text: string;
  /** The one command to run, setting to change or page to open. Absent where all is well. */
  readonly fix?: string;
}

export const SUBJECTS = [
  'credentials',
  'account',
  'region',
  'bootstrap',
  'stack',
  'release',
  'names',
  'mail',
  'certificates',
  'capacity',
  'log role',
  'secrets',
  'dns',
  'alarms',
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** Makes the findings of one subject. */
export const about = (subject: Subject) => ({
  ok: (text: string): Finding => ({ subject, state: 'ok', text }),
  warning: (text: string, fix: string): Finding => ({ subject, state: 'warning', text, fix }),
  stop: (text: string, fix: string): Finding => ({ subject, state: 'stop', text, fix }),
});

const MARKS = { ok: 'ok       ', warning: 'warning  ', stop: 'STOP     ' } as const;

/** Returns the report as lines for a terminal, in the order of {@link SUBJECTS}. */
export function reportOf(findings: readonly Finding[]): string[] {
  const width = Math.max(...SUBJECTS.map(({ length }) => length));
  return inOrder(findings).flatMap(({ subject, state, text, fix }) => [
    `${MARKS[state]}${subject.padEnd(width)}  ${text}`,
    ...(fix === undefined ? [] : [`${' '.repeat(MARKS.ok.length + width)}  Fix: ${fix}`]),
  ]);
}

export const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((one, other) => SUBJECTS.indexOf(one.subject) - SUBJECTS.indexOf(other.subject));

export const stops = (findings: readonly Finding[]): boolean => findings.some(({ state }) => state === 'stop');

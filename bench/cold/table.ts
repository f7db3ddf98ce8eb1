import { markdownTable } from '../markdown-table.ts';

/** Medians of one bundle; times in milliseconds from the spawn of the process. */
export interface Row {
  readonly name: string;
  readonly kibibytes: number;
  readonly ready: number;
  /** Until an event is answered that the function refuses without calling anything. */
  readonly answered: number;
  /** Until an event is answered for which the step's services were called. */
  readonly worked: number | undefined;
  /** Processor time until `answered`, of all threads. */
  readonly processor: number | undefined;
  readonly requestPath: boolean;
}

/** How much of what the bare AWS clients take in the same run a function of the request path may take; more is a regression. */
const BUDGET = 1.4;

/** What is aimed at. */
const GOAL = { ofClients: 1, ofEmpty: 2.5 };

const CLIENTS = 'bare AWS clients';
const EMPTY = 'empty handler';

function answeredBy(rows: readonly Row[], name: string): number {
  const row = rows.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`${name} was not measured`);
  return row.answered;
}

export function coldTable(rows: readonly Row[], rounds: number): string {
  const [clients, empty] = [answeredBy(rows, CLIENTS), answeredBy(rows, EMPTY)];
  const head = [
    'bundle',
    'KiB',
    'ready',
    'first answer',
    '× clients',
    '× empty',
    'processor',
    'first answer with its calls',
  ];
  const body = rows.map(({ name, kibibytes, ready, answered, processor, worked }) => [
    name,
    kibibytes.toFixed(0),
    ready.toFixed(0),
    answered.toFixed(0),
    (answered / clients).toFixed(2),
    (answered / empty).toFixed(2),
    processor?.toFixed(0) ?? '',
    worked?.toFixed(0) ?? '',
  ]);
  return `Milliseconds from the spawn of a process, medians of ${rounds}.\n\n${markdownTable(head, body)}`;
}

/** A sentence for each function of the request path that is slower than it may be. */
export const budgetsBroken = (rows: readonly Row[]): string[] =>
  slowerThan(BUDGET * answeredBy(rows, CLIENTS), rows).map((what) => `over its budget: ${what}`);

/** A sentence for each function of the request path that is slower than is aimed at. */
export const goalsMissed = (rows: readonly Row[]): string[] => [
  ...slowerThan(GOAL.ofClients * answeredBy(rows, CLIENTS), rows).map((what) => `slower than the clients: ${what}`),
  ...slowerThan(GOAL.ofEmpty * answeredBy(rows, EMPTY), rows).map((what) => `far slower than nothing: ${what}`),
];

const slowerThan = (limit: number, rows: readonly Row[]): string[] =>
  rows
    .filter(({ requestPath, answered }) => requestPath && answered > limit)
    .map(
      ({ name, answered }) =>
        `${name} takes ${answered.toFixed(0)} ms to its first answer, ${(answered / limit).toFixed(2)} of ${limit.toFixed(0)}`,
    );

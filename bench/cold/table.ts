import { markdownTable } from '../../testkit/measuring/markdown-table.ts';

/** Medians of one bundle; times in milliseconds from the spawn of the process. */
export interface Row {
  readonly name: string;
  readonly kibibytes: number;
  readonly ready: number;
  /** Until an event is refused without a call of a service. */
  readonly answered: number;
  /** Processor time until `answered`, of all threads. */
  readonly processor: number | undefined;
  readonly requestPath: boolean;
}

/**
 * Limit of a function of the request path, as a multiple of the bare AWS clients in the same run. Processor time
 * hardly changes with other load on the machine; it is known on Linux alone, elsewhere the time to the answer counts.
 */
const BUDGET = { processor: 1.15, answered: 1.4 };

/** Goals for the time to the first answer, as multiples of the baselines. */
const GOAL = { ofClients: 1, ofEmpty: 2.5, withCalls: 1.25 };

const CLIENTS = 'bare AWS clients';
const EMPTY = 'empty handler';

/** A first answer for which the services are asked, and the bare clients that ask them the same. */
export const WITH_CALLS = {
  step: 'start-reset, with its calls',
  clients: 'bare AWS clients, calls of a start',
} as const;

type Measure = 'answered' | 'processor';

function measured(rows: readonly Row[], name: string, measure: Measure): number {
  const milliseconds = rows.find((candidate) => candidate.name === name)?.[measure];
  if (milliseconds === undefined) throw new Error(`${name} was not measured`);
  return milliseconds;
}

export function coldTable(rows: readonly Row[], rounds: number): string {
  const [clients, empty] = [measured(rows, CLIENTS, 'answered'), measured(rows, EMPTY, 'answered')];
  const head = ['bundle', 'KiB', 'ready', 'first answer', '× clients', '× empty', 'processor'];
  const body = rows.map(({ name, kibibytes, ready, answered, processor }) => [
    name,
    kibibytes.toFixed(0),
    ready.toFixed(0),
    answered.toFixed(0),
    (answered / clients).toFixed(2),
    (answered / empty).toFixed(2),
    processor?.toFixed(0) ?? '',
  ]);
  return `Milliseconds from the spawn of a process, medians of ${rounds}.\n\n${markdownTable(head, body)}`;
}

/** A sentence for each function of the request path over its budget. */
export function budgetsBroken(rows: readonly Row[]): string[] {
  const measure = rows.some(({ processor }) => processor !== undefined) ? 'processor' : 'answered';
  return over(BUDGET[measure] * measured(rows, CLIENTS, measure), measure, rows).map(
    (what) => `over its budget: ${what}`,
  );
}

/** A sentence for each function of the request path over a goal. */
export const goalsMissed = (rows: readonly Row[]): string[] => [
  ...over(GOAL.ofClients * measured(rows, CLIENTS, 'answered'), 'answered', rows).map(
    (what) => `slower than the clients: ${what}`,
  ),
  ...over(GOAL.ofEmpty * measured(rows, EMPTY, 'answered'), 'answered', rows).map(
    (what) => `far slower than nothing: ${what}`,
  ),
  ...withCallsMissed(rows),
];

function withCallsMissed(rows: readonly Row[]): string[] {
  const ratio = measured(rows, WITH_CALLS.step, 'answered') / measured(rows, WITH_CALLS.clients, 'answered');
  if (ratio <= GOAL.withCalls) return [];
  return [
    `slower than the clients with their calls: ${WITH_CALLS.step}, ${ratio.toFixed(2)}; the goal is ${GOAL.withCalls}`,
  ];
}

const WORDS = { processor: 'ms of the processor', answered: 'ms' } as const;

const over = (limit: number, measure: Measure, rows: readonly Row[]): string[] =>
  rows.flatMap(({ requestPath, name, [measure]: taken = 0 }) =>
    requestPath && taken > limit
      ? `${name} takes ${taken.toFixed(0)} ${WORDS[measure]} to its first answer, ${(taken / limit).toFixed(2)} of ${limit.toFixed(0)}`
      : [],
  );

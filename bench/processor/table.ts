import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import type { Cause } from './causes.ts';

/** What one function needs for a complete reset. */
export interface Cost {
  readonly name: string;
  readonly invocations: number;
  /** Milliseconds of processor time of all threads, without hashes. */
  readonly processor: number;
  /** Milliseconds of the threads that hash passwords. */
  readonly hashes: number;
  /** Allocated on the heap. */
  readonly kibibytes: number;
}

/** Milliseconds of processor time of the functions for a complete reset, without hashes. */
const GOAL = 70;

/** Causes below this share of the time are one row. */
const SMALLEST = 0.01;

const sumOf = (costs: readonly Cost[], what: 'invocations' | 'processor' | 'hashes' | 'kibibytes'): number =>
  costs.reduce((sum, cost) => sum + cost[what], 0);

const cells = (invocations: number, processor: number, kibibytes: number): string[] => [
  invocations.toFixed(1),
  (processor / invocations).toFixed(1),
  processor.toFixed(1),
  (kibibytes / invocations).toFixed(0),
  kibibytes.toFixed(0),
];

export function costTable(costs: readonly Cost[]): string {
  const [invocations, processor, kibibytes] = [
    sumOf(costs, 'invocations'),
    sumOf(costs, 'processor'),
    sumOf(costs, 'kibibytes'),
  ];
  return markdownTable(
    ['function', 'invocations a reset', 'ms of one', 'ms a reset', 'KiB of one', 'KiB a reset'],
    [
      ...costs.map((cost) => [cost.name, ...cells(cost.invocations, cost.processor, cost.kibibytes)]),
      ['**all**', ...cells(invocations, processor, kibibytes)],
      ['hashes of passwords', '', '', sumOf(costs, 'hashes').toFixed(1), '', ''],
    ],
  );
}

export function causeTable(causes: readonly Cause[]): string {
  const whole = causes.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const large = causes.filter(({ milliseconds }) => milliseconds / whole >= SMALLEST);
  const rest = whole - large.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return markdownTable(
    ['cause, with what it calls of Node', 'share of the main threads'],
    [
      ...large.toSorted((one, other) => other.milliseconds - one.milliseconds),
      { name: 'less than 1 % each', milliseconds: rest },
    ].map(({ name, milliseconds }) => [name, `${((100 * milliseconds) / whole).toFixed(1)} %`]),
  );
}

/** A sentence where the goal is not reached. */
export function goalsMissed(costs: readonly Cost[]): string[] {
  const processor = sumOf(costs, 'processor');
  return processor > GOAL
    ? [`a complete reset takes ${processor.toFixed(0)} ms without hashes; the goal is ${GOAL}`]
    : [];
}

import { operations } from '../../functions/operations.ts';
import type { Consumption } from './consumption.ts';

/** What one warm call of a step costs its process. */
export interface StepCost {
  readonly step: string;
  /** Milliseconds of processor time, without the password hash. */
  readonly processor: number;
  /** Milliseconds of processor time that the password hash takes, measured by itself. */
  readonly hash: number;
  readonly kibibytes: number;
}

/** A person waits for these, one after the other. */
const SEQUENTIAL_CALLS = 2;

/** Units of a complete reset with its mails and audit. */
const WRITE_UNITS = 12;
const READ_UNITS = 2;

export const totalsOf = (consumptions: readonly Consumption[]) => ({
  writeUnits: consumptions.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  readUnits: consumptions.reduce((sum, { readUnits }) => sum + readUnits, 0),
});

const isStep = (caller: string): boolean => Object.hasOwn(operations, caller);

/** A sentence for each budget that is broken. */
export function budgetsBroken(consumptions: readonly Consumption[]): string[] {
  const { writeUnits, readUnits } = totalsOf(consumptions);
  const slow = consumptions.filter(({ caller, sequential }) => isStep(caller) && sequential > SEQUENTIAL_CALLS);
  return [
    ...slow.map(
      ({ caller, sequential }) =>
        `${caller}: ${sequential} calls of the tables one after the other; ${SEQUENTIAL_CALLS} are allowed`,
    ),
    ...(writeUnits > WRITE_UNITS ? [`a complete reset takes ${writeUnits} write units of ${WRITE_UNITS}`] : []),
    ...(readUnits > READ_UNITS ? [`a complete reset takes ${readUnits} read units of ${READ_UNITS}`] : []),
  ];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(line).join('\n');

export function consumptionTable(consumptions: readonly Consumption[]): string {
  const { writeUnits, readUnits } = totalsOf(consumptions);
  return table(
    ['function', 'one after the other', 'write units', 'read units', 'calls'],
    [
      ...consumptions.map(({ caller, sequential, writeUnits: writes, readUnits: reads, calls }) => [
        caller,
        String(sequential),
        String(writes),
        String(reads),
        calls.join(', '),
      ]),
      ['**a complete reset**', '', `**${writeUnits}**`, `**${readUnits}**`, ''],
    ],
  );
}

export const costTable = (steps: readonly StepCost[]): string =>
  table(
    ['step, warm', 'processor, ms', 'password hash, ms', 'allocated, KiB'],
    steps.map(({ step, processor, hash, kibibytes }) => [
      step,
      processor.toFixed(1),
      hash === 0 ? '' : hash.toFixed(0),
      kibibytes.toFixed(0),
    ]),
  );

import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import { operations } from '../../functions/operations/index.ts';
import type { Consumption } from '../../testkit/wire/consumption.ts';

/** Goals: calls of the tables that a user waits for, and units of a complete reset with its mails and audit. */
const GOAL = { sequential: 2, writeUnits: 12, readUnits: 2 };

type Budget = Pick<Consumption, 'sequential' | 'writeUnits' | 'readUnits'>;

/** Limits of each function in a complete reset; docs/reference/benchmarks.md has the reason for each call. */
const BUDGETS: Readonly<Record<string, Budget>> = {
  'start-reset': { sequential: 2, writeUnits: 4, readUnits: 0 },
  'mail-consumer': { sequential: 8, writeUnits: 6, readUnits: 4 },
  'mail-events': { sequential: 2, writeUnits: 2, readUnits: 0 },
  'verify-otp': { sequential: 2, writeUnits: 3, readUnits: 0 },
  'complete-reset': { sequential: 5, writeUnits: 5, readUnits: 1 },
};

const NAMES: Readonly<Record<keyof Budget, string>> = {
  sequential: 'calls of the tables one after the other',
  writeUnits: 'write units',
  readUnits: 'read units',
};

const totalsOf = (consumptions: readonly Consumption[]) => ({
  writeUnits: consumptions.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  readUnits: consumptions.reduce((sum, { readUnits }) => sum + readUnits, 0),
});

const isStep = (caller: string): boolean => Object.hasOwn(operations, caller);

/** A sentence for each broken budget, with the calls of the function. */
export function budgetsBroken(consumptions: readonly Consumption[]): string[] {
  return consumptions.flatMap((consumption) => {
    const { caller, calls } = consumption;
    const budget = BUDGETS[caller];
    if (budget === undefined) return [`${caller}: has no budget, and calls ${calls.join(', ')}`];
    return (Object.keys(NAMES) as (keyof Budget)[])
      .filter((name) => consumption[name] > budget[name])
      .map(
        (name) =>
          `${caller}: ${consumption[name]} ${NAMES[name]}, and ${budget[name]} are allowed: ${calls.join(', ')}`,
      );
  });
}

/** A sentence for each goal that is not reached. */
export function goalsMissed(consumptions: readonly Consumption[]): string[] {
  const { writeUnits, readUnits } = totalsOf(consumptions);
  const slow = consumptions.filter(({ caller, sequential }) => isStep(caller) && sequential > GOAL.sequential);
  return [
    ...slow.map(
      ({ caller, sequential }) => `${caller}: ${sequential} ${NAMES.sequential}; the goal is ${GOAL.sequential}`,
    ),
    ...(writeUnits > GOAL.writeUnits
      ? [`a complete reset: ${writeUnits} write units; the goal is ${GOAL.writeUnits}`]
      : []),
    ...(readUnits > GOAL.readUnits ? [`a complete reset: ${readUnits} read units; the goal is ${GOAL.readUnits}`] : []),
  ];
}

export function consumptionTable(consumptions: readonly Consumption[]): string {
  const { writeUnits, readUnits } = totalsOf(consumptions);
  return markdownTable(
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

import { markdownTable } from '../../testkit/measuring/markdown-table.ts';
import { quantile } from '../../testkit/measuring/statistics.ts';
import type { CallMade, Ledger } from './ledger.ts';
import type { Growth } from './memory.ts';
import { type Equation, holds } from './reconcile.ts';

export interface Stage {
  readonly concurrency: number;
  readonly seconds: number;
  readonly calls: readonly CallMade[];
}

/**
 * Maximum of the living memory of a process at its end, as a multiple of that when warm. Code that is compiled late
 * brings up to 1.2; a leak is more: 20 KiB a call are some 8 MiB in three minutes, on 18.
 */
const MEMORY_RATIO = 1.3;

const SHARES = [0.5, 0.95, 0.99] as const;

const quantiles = (calls: readonly CallMade[]): string[] =>
  SHARES.map((share) =>
    calls.length === 0
      ? ''
      : quantile(
          calls.map(({ took }) => took),
          share,
        ).toFixed(0),
  );

const isReset = ({ step, status }: CallMade): boolean => step === 'complete-reset' && status === 200;

export const stageTable = (stages: readonly Stage[]): string =>
  markdownTable(
    ['at once', 'calls', 'calls a second', 'resets a second', 'p50, ms', 'p95, ms', 'p99, ms'],
    stages.map(({ concurrency, seconds, calls }) => [
      String(concurrency),
      String(calls.length),
      (calls.length / seconds).toFixed(1),
      (calls.filter(isReset).length / seconds).toFixed(2),
      ...quantiles(calls),
    ]),
  );

/** Where the callers' time goes: each step with its share of all milliseconds. */
export function stepTable(stages: readonly Stage[]): string {
  const calls = stages.flatMap((stage) => stage.calls);
  const total = sumOf(calls);
  const rows = [...Map.groupBy(calls, ({ step }) => step)]
    .map(([step, made]) => ({ step, made, share: sumOf(made) / total }))
    .toSorted((one, other) => other.share - one.share)
    .map(({ step, made, share }) => [step, String(made.length), `${(100 * share).toFixed(0)} %`, ...quantiles(made)]);
  return markdownTable(['step', 'calls', 'of the time', 'p50, ms', 'p95, ms', 'p99, ms'], rows);
}

const sumOf = (calls: readonly CallMade[]): number => calls.reduce((sum, { took }) => sum + took, 0);

export const memoryTable = (growths: readonly Growth[]): string =>
  markdownTable(
    ['function', 'processes', 'resident at most, MiB', 'living, end / warm'],
    growths.map(({ stem, processes, peak, ratio }) => [
      stem,
      String(processes),
      peak.toFixed(0),
      ratio?.toFixed(2) ?? 'too short',
    ]),
  );

export const equationTable = (equations: readonly Equation[]): string =>
  markdownTable(
    ['equation', 'expected', 'found', 'holds'],
    equations.map((equation) => [
      equation.what,
      String(equation.expected),
      String(equation.found),
      holds(equation) ? 'yes' : '**no**',
    ]),
  );

/** A sentence for each budget that is broken. */
export function budgetsBroken(
  ledger: Pick<Ledger, 'calls' | 'errors'>,
  growths: readonly Growth[],
  equations: readonly Equation[],
): string[] {
  const served = ledger.calls.filter(({ status }) => status >= 500).length;
  return [
    ...equations
      .filter((equation) => !holds(equation))
      .map(({ what, differing }) => `${what}: ${differing.length} differ, such as ${differing.slice(0, 3).join('; ')}`),
    ...(served > 0 ? [`${served} calls were answered 5xx`] : []),
    ...(ledger.errors.length > 0
      ? [`${ledger.errors.length} unexpected answers, such as ${ledger.errors.slice(0, 3).join('; ')}`]
      : []),
    ...growths.flatMap(({ stem, ratio }) =>
      ratio !== undefined && ratio > MEMORY_RATIO
        ? [
            `${stem}: a process ended with ${ratio.toFixed(2)} of its living memory when warm; ${MEMORY_RATIO} is allowed`,
          ]
        : [],
    ),
  ];
}

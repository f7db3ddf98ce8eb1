import { shapeDifference } from '../../testkit/enumeration/answer-shape.ts';
import { AUC_BOUND } from '../../testkit/enumeration/comparison.ts';
import { distinguisherAuc, type Estimate, median, quantile } from '../../testkit/measuring/statistics.ts';
import type { TreeTime } from '../../testkit/measuring/processor-time.ts';
import { type About, type Step, STEPS } from './contender.ts';
import type { Ask, GuessBurst, ResetBlock } from './measure.ts';

/** All measurements of one contender. */
export interface Measured {
  readonly about: About;
  readonly blocks: readonly ResetBlock[];
  readonly asks: readonly Ask[];
  readonly bursts: readonly GuessBurst[];
  /** Successes of one code, of each trial. */
  readonly replays: readonly number[];
}

/** Milliseconds. */
export interface Latency {
  readonly median: number;
  readonly p95: number;
}

export interface Summary {
  readonly about: About;
  readonly resets: number;
  readonly resetsPerSecond: number;
  /** The calls of the steps alone. */
  readonly requestsPerSecond: number;
  /** Milliseconds a reset. */
  readonly processor: TreeTime | undefined;
  readonly latency: Record<Step, Latency>;
  /** Asks of each kind. */
  readonly pairs: number;
  /** Milliseconds of an ask, medians. */
  readonly known: number;
  readonly unknown: number;
  readonly auc: Estimate;
  /** The first line of an answer that only known or only unknown users get. */
  readonly answersDiffer: string | undefined;
  /** The worst trial. */
  readonly evaluated: number;
  readonly trials: number;
  /** Trials in which the right code, sent last, was accepted. */
  readonly rightAccepted: number;
  /** The worst trial. */
  readonly successes: number;
}

/** R6: guesses of one code. */
export const GUESS_LIMIT = 5;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const latencyOf = (values: readonly number[]): Latency => ({ median: median(values), p95: quantile(values, 0.95) });

export function summaryOf({ about, blocks, asks, bursts, replays }: Measured): Summary {
  const resets = sum(blocks.map((block) => block.resets));
  const seconds = sum(blocks.map((block) => block.seconds));
  const times = Object.fromEntries(
    STEPS.map((step) => [step, blocks.flatMap(({ milliseconds }) => milliseconds[step])]),
  ) as Record<Step, number[]>;
  const known = asks.filter(({ kind }) => kind === 'known');
  const unknown = asks.filter(({ kind }) => kind === 'unknown');
  const millisecondsOf = (some: readonly Ask[]) => some.map(({ milliseconds }) => milliseconds);
  const shapesOf = (some: readonly Ask[]) => new Set(some.map(({ shape }) => shape));
  return {
    about,
    resets,
    resetsPerSecond: resets / seconds,
    requestsPerSecond: sum(STEPS.map((step) => times[step].length)) / seconds,
    processor: processorOf(blocks, resets),
    latency: { ask: latencyOf(times.ask), verify: latencyOf(times.verify), set: latencyOf(times.set) },
    pairs: known.length,
    known: median(millisecondsOf(known)),
    unknown: median(millisecondsOf(unknown)),
    auc: distinguisherAuc(millisecondsOf(known), millisecondsOf(unknown)),
    answersDiffer: shapeDifference(shapesOf(known), shapesOf(unknown)),
    evaluated: Math.max(...bursts.map(({ evaluated }) => evaluated)),
    trials: bursts.length,
    rightAccepted: bursts.filter(({ rightAccepted }) => rightAccepted).length,
    successes: Math.max(...replays),
  };
}

function processorOf(blocks: readonly ResetBlock[], resets: number): TreeTime | undefined {
  const times = blocks.flatMap(({ processor }) => processor ?? []);
  if (times.length === 0) return undefined;
  return {
    all: sum(times.map(({ all }) => all)) / resets,
    descendants: sum(times.map(({ descendants }) => descendants)) / resets,
  };
}

/** A sentence for each budget that this service breaks. */
export function budgetsBroken({ auc, answersDiffer, evaluated, successes }: Summary): string[] {
  return [
    ...(auc.low > AUC_BOUND
      ? [
          `known and unknown users can be told apart by time: AUC ${auc.value.toFixed(3)}, surely above ${auc.low.toFixed(3)}`,
        ]
      : []),
    ...(answersDiffer === undefined ? [] : [`known and unknown users get different answers: ${answersDiffer}`]),
    ...(evaluated > GUESS_LIMIT ? [`${evaluated} guesses of one code were compared; ${GUESS_LIMIT} are allowed`] : []),
    ...(successes === 1 ? [] : [`one code led to the end ${successes} times; the limit is once`]),
  ];
}

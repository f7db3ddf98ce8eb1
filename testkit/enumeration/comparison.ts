import { shapeDifference } from './answer-shape.ts';
import { type Sample, type Step, STEP_NAMES } from './measure.ts';
import {
  distinguisherAuc,
  type Estimate,
  kolmogorovSmirnov,
  median,
  medianDifference,
  Z,
} from '../measuring/statistics.ts';
import type { Kind } from './subjects.ts';

/** R9: no distinguisher may be better than this. */
export const AUC_BOUND = 0.55;

/** One kind of user ID against another, at one step. Times are in milliseconds. */
export interface Comparison {
  readonly step: Step;
  readonly left: Kind;
  readonly right: Kind;
  /** Calls of each kind. */
  readonly pairs: number;
  readonly medianLeft: number;
  readonly medianRight: number;
  readonly difference: Estimate;
  readonly ksPValue: number;
  readonly auc: Estimate;
  /** The first line of an answer that only one kind gets. */
  readonly answersDiffer?: string;
}

/** Compares the first kind with each of the others, at every step that has samples. */
export function compare(samples: readonly Sample[], kinds: readonly Kind[], z: number = Z.ninetyFive): Comparison[] {
  const [left, ...others] = kinds;
  if (left === undefined) return [];
  return STEP_NAMES.filter((step) => samples.some((sample) => sample.step === step)).flatMap((step) =>
    others.map((right) => {
      const of = (kind: Kind) => samples.filter((sample) => sample.step === step && sample.kind === kind);
      const [a, b] = [of(left), of(right)];
      const [timesA, timesB] = [a, b].map((list) => list.map(({ milliseconds }) => milliseconds)) as [
        number[],
        number[],
      ];
      const [shapesA, shapesB] = [a, b].map((list) => new Set(list.map(({ shape }) => shape))) as [
        Set<string>,
        Set<string>,
      ];
      const answersDiffer = shapeDifference(shapesA, shapesB);
      return {
        step,
        left,
        right,
        pairs: Math.min(a.length, b.length),
        medianLeft: median(timesA),
        medianRight: median(timesB),
        difference: medianDifference(timesA, timesB),
        ksPValue: kolmogorovSmirnov(timesA, timesB).pValue,
        auc: distinguisherAuc(timesA, timesB, z),
        ...(answersDiffer !== undefined && { answersDiffer }),
      };
    }),
  );
}

/** A sentence for each way in which a comparison breaks R9. */
export function leaksIn({ step, left, right, auc, answersDiffer }: Comparison): string[] {
  const who = `${step}: ${left} and ${right} user IDs`;
  return [
    ...(answersDiffer === undefined ? [] : [`${who} get different answers: ${answersDiffer}`]),
    ...(auc.low > AUC_BOUND
      ? [`${who} can be told apart by time: AUC ${auc.value.toFixed(3)}, surely above ${auc.low.toFixed(3)}`]
      : []),
  ];
}

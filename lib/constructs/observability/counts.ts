import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricOf, metricNamespace, type Service } from '../../../functions/runtime/metrics.ts';

/** Default period of a metric: short enough to act, long enough for a small stage to have data. */
export const PERIOD = Duration.minutes(5);

/** Metrics that the functions of a stage count. A metric that a function does not count is a compile error. */
export class Counts {
  readonly #namespace: string;

  constructor(stage: string) {
    this.#namespace = metricNamespace(stage);
  }

  readonly of = <Name extends Service>(service: Name, metric: MetricOf<Name>, period = PERIOD): Metric =>
    new Metric({
      namespace: this.#namespace,
      metricName: metric,
      dimensionsMap: { service },
      statistic: Stats.SUM,
      label: metric,
      period,
    });
}

/** Returns a sum in which a metric without data counts as 0. Without `FILL` the whole sum would have no data. */
const filled = (metrics: readonly IMetric[]): string => metrics.map((_, index) => `FILL(m${index},0)`).join('+');

const named = (metrics: readonly IMetric[]): Record<string, IMetric> =>
  Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));

/** Returns the sum of metrics. An alarm's expression may have at most 10 metrics. */
export const sum = (metrics: readonly IMetric[], label: string, period = PERIOD): MathExpression =>
  new MathExpression({ expression: filled(metrics), usingMetrics: named(metrics), label, period });

/**
 * Returns the part as a percentage of the whole, and 0 while the part is below `minimum`, so that one failure among
 * three calls of a quiet night wakes no one.
 */
export function percentage(
  part: readonly IMetric[],
  whole: readonly IMetric[],
  { minimum, label, period = PERIOD }: { minimum: number; label: string; period?: Duration },
): MathExpression {
  // A metric that is in both is named, and paid for, once.
  const metrics = [...new Set([...part, ...whole])];
  const total = (of: readonly IMetric[]) => of.map((metric) => `FILL(m${metrics.indexOf(metric)},0)`).join('+');
  const failures = total(part);
  return new MathExpression({
    expression: `IF(${failures} >= ${minimum}, 100*(${failures})/(${total(whole)}), 0)`,
    usingMetrics: named(metrics),
    label,
    period,
  });
}

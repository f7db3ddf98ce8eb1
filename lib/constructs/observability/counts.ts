import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type MetricOf, metricNamespace, type Service } from '../../../functions/runtime/metrics.ts';

/** Short enough to act on, long enough for a small stage to have something to count. */
export const PERIOD = Duration.minutes(5);

/** What the functions of a stage count. A name that the function does not count is a compile error. */
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

/** A metric that was never counted has no data, and a sum with it would have none either. */
const filled = (metrics: readonly IMetric[], prefix: string): string =>
  metrics.map((_, index) => `FILL(${prefix}${index},0)`).join('+');

const named = (metrics: readonly IMetric[], prefix: string): Record<string, IMetric> =>
  Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index}`, metric]));

/** An alarm's expression may name 10 metrics. */
export const sum = (metrics: readonly IMetric[], label: string, period = PERIOD): MathExpression =>
  new MathExpression({ expression: filled(metrics, 'm'), usingMetrics: named(metrics, 'm'), label, period });

/**
 * How much of the whole the part is, in percent; 0 while the part is below `least`, so that one failure among three calls of
 * a quiet night wakes nobody.
 */
export function percentage(
  part: readonly IMetric[],
  whole: readonly IMetric[],
  { least, label, period = PERIOD }: { least: number; label: string; period?: Duration },
): MathExpression {
  const failures = filled(part, 'p');
  return new MathExpression({
    expression: `IF(${failures} >= ${least}, 100*(${failures})/(${filled(whole, 'w')}), 0)`,
    usingMetrics: { ...named(part, 'p'), ...named(whole, 'w') },
    label,
    period,
  });
}

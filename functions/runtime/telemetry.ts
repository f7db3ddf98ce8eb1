import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MetricOf } from './metrics.ts';
import type { FunctionName } from '../operations/index.ts';

/**
 * Log and metrics of a function, for its operators. Events of a request never go here: they belong to the audit
 * trail.
 */
export interface Telemetry<Metric extends string> {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Counts an outcome, or several at once, as a metric of the function's service. */
  readonly count: (outcome: Metric, times?: number) => void;
}

/** Telemetry of a function. Namespace and log level come from the environment's `POWERTOOLS_*`. */
export function telemetry<Name extends FunctionName>(serviceName: Name): Telemetry<MetricOf<Name>> {
  const metrics = new Metrics({ serviceName });
  return {
    logger: new Logger({ serviceName }),
    metrics,
    count: (outcome, times = 1) => metrics.addMetric(outcome, MetricUnit.Count, times),
  };
}

import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** What a function tells its operators. Events of a request never go here: those are the audit trail's. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Counts an outcome as a metric of the function's service. */
  readonly count: (outcome: string) => void;
}

/** Logger and metrics take service, namespace and level from the environment's `POWERTOOLS_*`. */
export function telemetry(): Telemetry {
  const metrics = new Metrics();
  return {
    logger: new Logger(),
    metrics,
    count: (outcome) => metrics.addMetric(outcome, MetricUnit.Count, 1),
  };
}

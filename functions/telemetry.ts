import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { FunctionName } from './operations.ts';

/** What a function tells its operators. Events of a request never go here: those are the audit trail's. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Counts an outcome as a metric of the function's service. */
  readonly count: (outcome: string) => void;
}

/** Named by the function; namespace and level come from the environment's `POWERTOOLS_*`. */
export function telemetry(serviceName: FunctionName): Telemetry {
  const metrics = new Metrics({ serviceName });
  return {
    logger: new Logger({ serviceName }),
    metrics,
    count: (outcome) => metrics.addMetric(outcome, MetricUnit.Count, 1),
  };
}

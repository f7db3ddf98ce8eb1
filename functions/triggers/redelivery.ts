import { errorFacts } from '../runtime/error-facts.ts';
import type { MetricOf } from '../runtime/metrics.ts';
import type { Telemetry } from '../runtime/telemetry.ts';
import type { DeliveryPorts } from '../use-cases/mail-to.ts';
import { redeliverPending, type RedeliveryRules } from '../use-cases/deliver-pending.ts';

/**
 * Settles overdue records. It throws if any could not be settled, so that the alarm on the function's errors fires.
 */
export const redelivery =
  (ports: DeliveryPorts, rules: RedeliveryRules, { logger, count }: Telemetry<MetricOf<'redelivery'>>) =>
  async (): Promise<void> => {
    const { settled, errors } = await redeliverPending(ports, rules);
    // A metric is paid for in each hour in which it is sent.
    if (settled > 0) count('redelivered', settled);
    for (const error of errors) {
      count('failed');
      logger.error('a pending record could not be settled', { error: errorFacts(error) });
    }
    if (errors.length > 0) throw new Error(`${errors.length} records could not be settled`);
  };

import { faultOf } from '../fault.ts';
import type { MetricOf } from '../metrics.ts';
import type { Telemetry } from '../telemetry.ts';
import type { DeliveryPorts } from '../use-cases/delivery-ports.ts';
import { redeliverOwed, type RedeliveryRules } from '../use-cases/redeliver-owed.ts';

/** Settles what is late. It fails as a whole when anything could not be settled, so that the alarm on its errors rings. */
export const redelivery =
  (ports: DeliveryPorts, rules: RedeliveryRules, { logger, count }: Telemetry<MetricOf<'redelivery'>>) =>
  async (): Promise<void> => {
    const { settled, faults } = await redeliverOwed(ports, rules);
    count('redelivered', settled);
    for (const fault of faults) {
      count('failed');
      logger.error('what a record owes could not be settled', { fault: faultOf(fault) });
    }
    if (faults.length > 0) throw new Error(`${faults.length} records could not be settled`);
  };

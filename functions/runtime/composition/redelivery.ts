import { base } from './base.ts';
import { delivery } from './delivery.ts';

export function composeRedelivery() {
  const { environment, telemetry: signals } = base('redelivery');
  const { ports, rules } = delivery(environment, signals);
  return { telemetry: signals, ports, rules: { ...rules, recordRetention: environment.RECORD_RETENTION_SECONDS } };
}

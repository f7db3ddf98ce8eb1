import { base } from './base.ts';
import { delivery } from './delivery.ts';

export function composeMailConsumer() {
  const { environment, telemetry: signals } = base('mail-consumer');
  return { telemetry: signals, ...delivery(environment, signals) };
}

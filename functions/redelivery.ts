import { redelivery as declared } from './operations/background/redelivery.ts';
import { wire } from './runtime/wire.ts';
import { redelivery } from './triggers/redelivery.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, rules, telemetry } = wire(declared);

export const handler = triggerHandler(telemetry, redelivery(ports, rules, telemetry));

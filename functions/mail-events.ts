import { mailEvents as declared } from './operations/background/mail-events.ts';
import { wire } from './runtime/wire.ts';
import { mailEvents } from './triggers/mail-events.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, rules: origin, telemetry } = wire(declared);

export const handler = triggerHandler(telemetry, mailEvents(ports, origin, telemetry));

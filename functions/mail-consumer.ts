import { mailConsumer as declared } from './operations/background/mail-consumer.ts';
import { wire } from './runtime/wire.ts';
import { mailConsumer } from './triggers/mail-consumer.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, rules, telemetry } = wire(declared);

export const handler = triggerHandler(telemetry, mailConsumer(ports, rules, telemetry));

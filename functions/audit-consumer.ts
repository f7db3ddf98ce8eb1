import { auditConsumer as declared } from './operations/background/audit-consumer.ts';
import { wire } from './runtime/wire.ts';
import { auditConsumer } from './triggers/audit-consumer.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, telemetry } = wire(declared);

export const handler = triggerHandler(telemetry, auditConsumer(ports, telemetry));

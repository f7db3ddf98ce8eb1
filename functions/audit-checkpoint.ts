import { auditCheckpoint as declared } from './operations/background/audit-checkpoint.ts';
import { wire } from './runtime/wire.ts';
import { auditCheckpoint } from './triggers/audit-checkpoint.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, rules, telemetry } = wire(declared);

export const handler = triggerHandler(telemetry, auditCheckpoint(ports, rules));

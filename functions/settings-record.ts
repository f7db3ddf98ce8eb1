import { settingsRecord as declared } from './operations/background/settings-record.ts';
import { wire } from './runtime/wire.ts';
import { settingsRecord } from './triggers/settings-record.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, telemetry } = wire(declared);

export const handler = triggerHandler({ logger: telemetry.logger }, settingsRecord(ports, telemetry));

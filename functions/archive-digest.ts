import { archiveDigest as declared } from './operations/background/archive-digest.ts';
import { wire } from './runtime/wire.ts';
import { archiveDigest } from './triggers/archive-digest.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const { ports, telemetry } = wire(declared);

export const handler = triggerHandler(telemetry, archiveDigest(ports));

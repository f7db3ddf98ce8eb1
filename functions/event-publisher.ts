import { eventPublisher as declared } from './operations/background/event-publisher.ts';
import { wire } from './runtime/wire.ts';
import { eventPublisher } from './triggers/event-publisher.ts';
import { triggerHandler } from './triggers/trigger-handler.ts';

const {
  ports,
  telemetry: { logger },
} = wire(declared);

export const handler = triggerHandler({ logger }, eventPublisher(ports));

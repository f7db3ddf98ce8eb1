import { eventBus } from '../../runtime/capabilities/event-bus.ts';
import type { Declared } from '../../runtime/environment.ts';

/** Events that the stack subscribes the function to. */
export { BUS_EVENTS } from '../../domain/bus-event.ts';

/** Sends audit events that applications use to the event bus. The function comes with the setting `eventBus`. */
export const eventPublisher = {
  id: 'event-publisher',
  capabilities: { bus: eventBus },
  rules: [],
} as const satisfies Declared;

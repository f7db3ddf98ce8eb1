import type { BusEvent } from '../domain/bus-event.ts';

/** Event bus that applications subscribe to. */
export interface EventBus {
  /** Sends events at least once. Throws if the bus did not accept all of them. */
  send(events: readonly BusEvent[]): Promise<void>;
}

import { busEventIn } from '../domain/bus-event.ts';
import type { EventBus } from '../ports.ts';

export interface PublishEventsPorts {
  readonly bus: EventBus;
}

/**
 * Sends the events in lines of the audit trail to the event bus.
 *
 * @throws where the bus does not accept all events; the caller then repeats all lines
 */
export async function publishEvents({ bus }: PublishEventsPorts, lines: readonly string[]): Promise<void> {
  const events = lines.map(busEventIn).filter((event) => event !== undefined);
  if (events.length > 0) await bus.send(events);
}

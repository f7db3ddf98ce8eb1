import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../domain/bus-event.ts';
import type { EventBus } from '../ports.ts';

/** Maximum number of events in one call. */
const MOST_ENTRIES = 10;

export interface EventBridgeBusOptions {
  /** Name or ARN of the bus. */
  readonly bus: string;
  /** Source of the events. The role may send under no other. */
  readonly source: string;
}

/** Bus of EventBridge. The name of an event is its detail type. */
export class EventBridgeBus implements EventBus {
  readonly #client: EventBridgeClient;
  readonly #options: EventBridgeBusOptions;

  constructor(client: EventBridgeClient, options: EventBridgeBusOptions) {
    this.#client = client;
    this.#options = options;
  }

  async send(events: readonly BusEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += MOST_ENTRIES)
      await this.#put(events.slice(from, from + MOST_ENTRIES));
  }

  async #put(events: readonly BusEvent[]): Promise<void> {
    const { bus, source } = this.#options;
    const { Entries: answers = [] } = await this.#client.send(
      new PutEventsCommand({
        Entries: events.map((event) => ({
          EventBusName: bus,
          Source: source,
          DetailType: event.event,
          Time: new Date(event.at),
          Detail: JSON.stringify(event),
        })),
      }),
    );
    // The call succeeds although the bus may have refused single events.
    const codes = new Set(answers.flatMap(({ ErrorCode }) => ErrorCode ?? []));
    if (codes.size > 0) throw new Error(`the event bus did not accept all events: ${[...codes].join(', ')}`);
  }
}

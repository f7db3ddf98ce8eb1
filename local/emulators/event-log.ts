import type { ServerResponse } from 'node:http';
import { sendJson } from './loopback.ts';
import type { EventBridgeEvent } from './ses-events.ts';

export type Publish = (event: EventBridgeEvent) => void;

/**
 * Milliseconds from a mail to its events. SES knows of a delivery when the recipient's server has answered, so a
 * function that sent the mail has long noted that; on AWS it takes seconds.
 */
const LATER = 300;

/** As many as tests look back upon. */
const KEPT = 1000;

/**
 * Hands events on to the event bus, and keeps them for tests: `GET /test/events` lists them, `POST /test/events` puts
 * any event on the bus, a second time or made up. Nothing else has that door: EventBridge takes events of AWS services
 * from those alone.
 */
export class EventLog {
  readonly #events: EventBridgeEvent[] = [];
  readonly #later = new Set<NodeJS.Timeout>();
  #publish: Publish = () => {};

  publishTo(publish: Publish): void {
    this.#publish = publish;
  }

  /** Hands an event on as late as an event of a mail comes. */
  putLater(event: EventBridgeEvent): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      this.#put(event);
    }, LATER);
    this.#later.add(timer);
  }

  /** Events that are not yet handed on are lost. */
  stop(): void {
    for (const timer of this.#later) clearTimeout(timer);
  }

  #put(event: EventBridgeEvent): void {
    this.#events.push(event);
    if (this.#events.length > KEPT) this.#events.shift();
    this.#publish(event);
  }

  answer(method: string | undefined, body: Buffer, response: ServerResponse): void {
    if (method !== 'POST') return sendJson(response, 200, { events: this.#events });
    this.#publish(JSON.parse(body.toString()) as EventBridgeEvent);
    sendJson(response, 202, {});
  }
}

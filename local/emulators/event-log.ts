import type { ServerResponse } from 'node:http';
import { sendJson } from './loopback.ts';
import type { EventBridgeEvent } from './ses-events.ts';

export type Publish = (event: EventBridgeEvent) => void;

/** As many as tests look back upon. */
const KEPT = 1000;

/**
 * Hands events on to the event bus, and keeps them for tests: `GET /test/events` lists them, `POST /test/events` puts
 * any event on
 * the bus, a second time or made up. Nothing else has that door: EventBridge takes events of AWS services from those
 * alone.
 */
export class EventLog {
  readonly #events: EventBridgeEvent[] = [];
  #publish: Publish = () => {};

  publishTo(publish: Publish): void {
    this.#publish = publish;
  }

  put(event: EventBridgeEvent): void {
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

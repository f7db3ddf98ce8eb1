import type { Deployment } from './deployment.ts';
import { type Answer, httpCall } from './http-call.ts';

/** An event as the event bus carries it. */
export interface MailEvent {
  readonly account: string;
  readonly detail: {
    readonly eventType: string;
    readonly mail: { readonly tags: Readonly<Record<string, readonly string[]>>; readonly [name: string]: unknown };
    readonly [name: string]: unknown;
  };
  readonly [name: string]: unknown;
}

/** Controls of the SES emulator of a deployment. */
export class MailService {
  readonly #url: string;

  constructor({ endpoints }: Deployment) {
    this.#url = endpoints.inbox;
  }

  /** Sets the outcome of mails to an address from now on; `ok` restores delivery. */
  async setOutcome(to: string, mode: 'ok' | 'bounce' | 'complaint' | 'virus'): Promise<void> {
    await this.#call('POST', '/test/mode', { to, mode });
  }

  /** Reads the events of the mails that are tagged with a request, the oldest first. */
  async eventsOf(request: string): Promise<MailEvent[]> {
    const { events } = (await this.#call('GET', '/test/events')).json as { events: MailEvent[] };
    return events.filter(({ detail }) => detail.mail.tags['request']?.[0] === request);
  }

  /** Puts an event on the event bus, with any account and source that it names. */
  async putEvent(event: unknown): Promise<void> {
    await this.#call('POST', '/test/events', event);
  }

  /** Returns why an address is on the suppression list; `undefined` if it is not. */
  async suppression(address: string): Promise<unknown> {
    const { json } = await this.#call('GET', suppressionOf(address));
    return (json['SuppressedDestination'] as { Reason?: unknown } | undefined)?.Reason;
  }

  async clearSuppression(address: string): Promise<void> {
    await this.#call('DELETE', suppressionOf(address));
  }

  #call(method: string, path: string, body?: unknown): Promise<Answer> {
    return httpCall({ method, url: `${this.#url}${path}`, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }
}

const suppressionOf = (address: string): string => `/v2/email/suppression/addresses/${encodeURIComponent(address)}`;
